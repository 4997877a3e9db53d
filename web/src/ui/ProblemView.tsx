import { Alert, Button, Flex, Typography } from 'antd';
import { Problem } from '../api/client';
import { useTexts } from '../i18n';

interface Props {
    error: unknown;
    /** Asks again, or reads again what somebody else changed. */
    retry?: () => void;
}

/** An error: code, what happened, where, what to do. */
export function ProblemView({ error, retry }: Props) {
    const { t } = useTexts();
    const problem = problemFrom(error);
    const title = problem.changedMeanwhile
        ? t('problem.changed')
        : problem.unreachable
          ? t('problem.unreachable')
          : problem.what;
    const remedy = problem.changedMeanwhile
        ? t('problem.changed.remedy')
        : problem.unreachable
          ? t('problem.unreachable.remedy')
          : problem.remedy;
    return (
        <Alert
            role="alert"
            type="error"
            showIcon
            title={
                <span>
                    <Typography.Text code>{problem.code}</Typography.Text> {title}
                </span>
            }
            description={
                <Flex vertical gap={4}>
                    {problem.where !== '' && (
                        <span>
                            {t('problem.where')}: {problem.where}
                        </span>
                    )}
                    {remedy !== '' && (
                        <span>
                            {t('problem.remedy')}: {remedy}
                        </span>
                    )}
                </Flex>
            }
            action={
                retry && (
                    <Button size="small" onClick={retry}>
                        {problem.changedMeanwhile ? t('do.reload') : t('do.retry')}
                    </Button>
                )
            }
        />
    );
}

export function problemFrom(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem(-1, 'CONSOLE', error instanceof Error ? error.message : String(error));
}

import { Alert, Button } from 'antd';
import { Problem } from '../api/client';
import { useTexts } from '../i18n';
import type { Translate } from '../i18n';
import { ErrorDetail, ErrorTitle } from './ErrorWords';
import type { ErrorLike } from './ErrorWords';

interface Props {
    error: unknown;
    /** Asks again, or reads again what somebody else changed. */
    retry?: () => void;
}

/** An error: code, what happened, where, what to do. */
export function ProblemView({ error, retry }: Props) {
    const { t } = useTexts();
    const problem = problemFrom(error);
    const told = tellOf(problem, t);
    return (
        <Alert
            role="alert"
            type="error"
            showIcon
            title={<ErrorTitle error={told} />}
            description={<ErrorDetail error={told} />}
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

/** What the console knows better than the manager is told in its own words. */
export function tellOf(problem: Problem, t: Translate): ErrorLike {
    if (problem.changedMeanwhile) {
        return {
            code: problem.code,
            what: t('problem.changed'),
            remedy: t('problem.changed.remedy'),
            worded: true,
        };
    }
    if (problem.unreachable) {
        return {
            code: problem.code,
            what: t('problem.unreachable'),
            remedy: t('problem.unreachable.remedy'),
            worded: true,
        };
    }
    return problem;
}

export function problemFrom(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem(-1, 'CONSOLE', error instanceof Error ? error.message : String(error));
}

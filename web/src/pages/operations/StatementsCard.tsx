import { Alert, Button, Card, Flex, Typography } from 'antd';
import { useAddOperation, useStatements } from '../../api/operations';
import type { Decision, WaitingStatement } from '../../api/operations';
import { useTexts } from '../../i18n';
import { Face, Nothing } from '../../ui/Face';
import { useDanger } from '../../ui/tell';

interface Props {
    channel: number;
    pipeline: string;
}

const DECISIONS: Decision[] = ['approve', 'skip', 'done'];

/** Statements that wait for somebody, and what may be decided on each. */
export function StatementsCard({ channel, pipeline }: Props) {
    const { t } = useTexts();
    const statements = useStatements(channel, pipeline);
    return (
        <Card
            title={t('statement.title')}
            extra={
                <Button
                    size="small"
                    loading={statements.isFetching}
                    onClick={() => void statements.refetch()}
                >
                    {t('statement.look')}
                </Button>
            }
        >
            <Face
                query={statements}
                isEmpty={(all) => all.length === 0}
                empty={<Nothing text={t('statement.empty')} />}
            >
                {(all) => (
                    <div className="stack">
                        {all.map((statement) => (
                            <Waiting
                                key={statement.id}
                                channel={channel}
                                pipeline={pipeline}
                                statement={statement}
                            />
                        ))}
                    </div>
                )}
            </Face>
        </Card>
    );
}

function Waiting({ channel, pipeline, statement }: Props & { statement: WaitingStatement }) {
    const { t } = useTexts();
    const add = useAddOperation(channel, pipeline);
    const danger = useDanger();
    const decide = (decision: Decision) =>
        danger({
            title: t(`statement.${decision}.title`),
            what: t(`statement.${decision}.what`),
            word: t(`statement.${decision}`),
            harmless: decision !== 'skip',
            act: () => add.mutateAsync({ kind: 'ddl', statement: statement.id, decision }),
            done: t('statement.decided'),
        });
    return (
        <Alert
            type="warning"
            title={t('statement.waits', { id: statement.id, state: statement.state, since: statement.since })}
            description={
                <div className="stack">
                    <Sql label={t('statement.source')} text={statement.source} />
                    <Sql
                        label={t('statement.target')}
                        text={statement.target === '' ? t('statement.none') : statement.target}
                    />
                    <Flex gap={8} wrap>
                        {DECISIONS.map((decision) => (
                            <Button
                                key={decision}
                                size="small"
                                disabled={decision === 'approve' && statement.target === ''}
                                onClick={() => decide(decision)}
                            >
                                {t(`statement.${decision}`)}
                            </Button>
                        ))}
                    </Flex>
                </div>
            }
        />
    );
}

function Sql({ label, text }: { label: string; text: string }) {
    return (
        <div>
            <div className="weak">{label}</div>
            <Typography.Text code className="break">
                {text}
            </Typography.Text>
        </div>
    );
}

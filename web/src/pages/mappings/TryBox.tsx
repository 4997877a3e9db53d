import { Alert, Button, Card, Flex, Input, Select, Table, Tag } from 'antd';
import type { TrialAnswer, TrialValue } from '../../api/types';
import { changedColumns, fateOf, problemsAt, withValue } from '../../domain/trial';
import type { Fate } from '../../domain/trial';
import { useTexts } from '../../i18n';
import { Nothing } from '../../ui/Face';
import { ProblemView } from '../../ui/ProblemView';
import { AtPlace } from './AtPlace';

interface Props {
    answer: TrialAnswer | undefined;
    error: unknown;
    busy: boolean;
    /** Whether it is told which tables. */
    ready: boolean;
    row: TrialValue[];
    setRow: (row: TrialValue[]) => void;
    /** Tables to choose from, when the mapping takes several. */
    tables: string[] | undefined;
    table: string | undefined;
    setTable: (table: string) => void;
    /** Tries the row that is shown; a fresh one is taken from the source. */
    attempt: (fresh: boolean) => void;
}

const TONES: Record<Fate, 'success' | 'default' | 'error'> = {
    sent: 'success',
    dropped: 'default',
    refused: 'error',
};

/** A row of the source goes in, what the target gets comes out; a node works it out. */
export function TryBox(props: Props) {
    const { t } = useTexts();
    const { answer, error, busy, row } = props;
    return (
        <Card
            size="small"
            title={t('try.title')}
            extra={
                <Flex gap={8} wrap>
                    <Button
                        size="small"
                        loading={busy}
                        disabled={!props.ready}
                        onClick={() => props.attempt(true)}
                    >
                        {t('try.take')}
                    </Button>
                    <Button
                        size="small"
                        type="primary"
                        loading={busy}
                        disabled={!props.ready || row.length === 0}
                        onClick={() => props.attempt(false)}
                    >
                        {t('try.do')}
                    </Button>
                </Flex>
            }
        >
            <div className="stack">
                <div className="weak">{t('try.what')}</div>
                {props.tables && (
                    <Select
                        showSearch
                        className="full"
                        aria-label={t('try.table')}
                        placeholder={t('try.table')}
                        value={props.table ?? null}
                        options={props.tables.map((value) => ({ value, label: value }))}
                        onChange={props.setTable}
                    />
                )}
                {error !== null && error !== undefined && <ProblemView error={error} />}
                <AtPlace problems={problemsAt(answer, 'entry')} />
                <AtPlace problems={problemsAt(answer, 'target')} />
                {row.length === 0 ? (
                    !error && <Nothing text={t(props.tables?.length === 0 ? 'try.none' : 'try.empty')} />
                ) : (
                    <div className="columns">
                        <RowIn answer={answer} row={row} setRow={props.setRow} />
                        <RowOut answer={answer} busy={busy} />
                    </div>
                )}
            </div>
        </Card>
    );
}

/** Long tables are drawn as far as they are seen. */
const HEIGHT = 360;

function RowIn({ answer, row, setRow }: Pick<Props, 'answer' | 'row' | 'setRow'>) {
    const { t } = useTexts();
    return (
        <div>
            <div className="chart-title">
                {t('flow.source')} <code className="break">{answer?.source}</code>
            </div>
            <Table<TrialValue>
                size="small"
                rowKey="column"
                pagination={false}
                dataSource={row}
                scroll={{ y: HEIGHT }}
                columns={[
                    {
                        title: t('operation.column'),
                        width: 150,
                        render: (_, value) => (
                            <>
                                <div className="break">{value.column}</div>
                                <div className="weak break">{value.type}</div>
                            </>
                        ),
                    },
                    {
                        title: t('try.value'),
                        render: (_, value) => (
                            <>
                                <Flex gap={4} align="start">
                                    <Input.TextArea
                                        size="small"
                                        className="code-field"
                                        autoSize={{ minRows: 1, maxRows: 4 }}
                                        aria-label={value.column}
                                        placeholder={value.text === undefined ? 'NULL' : t('try.blank')}
                                        value={value.text ?? ''}
                                        onChange={(event) =>
                                            setRow(withValue(row, value.column, event.target.value))
                                        }
                                    />
                                    <Button
                                        size="small"
                                        type={value.text === undefined ? 'primary' : 'default'}
                                        aria-pressed={value.text === undefined}
                                        aria-label={`NULL: ${value.column}`}
                                        onClick={() => setRow(withValue(row, value.column, undefined))}
                                    >
                                        NULL
                                    </Button>
                                </Flex>
                                <AtPlace problems={problemsAt(answer, 'row', value.column)} />
                            </>
                        ),
                    },
                ]}
            />
        </div>
    );
}

function RowOut({ answer, busy }: Pick<Props, 'answer' | 'busy'>) {
    const { t } = useTexts();
    if (answer === undefined) return null;
    const fate = fateOf(answer);
    const changed = changedColumns(answer);
    return (
        <div aria-live="polite" aria-busy={busy}>
            <div className="chart-title">
                {t('flow.target')} <code className="break">{answer.target}</code>{' '}
                <Tag color={TONES[fate]}>{t(`try.${fate}`)}</Tag>
            </div>
            {fate === 'sent' ? (
                <Table<TrialValue>
                    size="small"
                    rowKey="column"
                    pagination={false}
                    dataSource={answer.out}
                    scroll={{ y: HEIGHT }}
                    columns={[
                        {
                            title: t('operation.column'),
                            width: 150,
                            render: (_, value) => <span className="break">{value.column}</span>,
                        },
                        {
                            title: t('try.value'),
                            render: (_, value) => (
                                <span className={changed.has(value.column) ? 'changed break' : 'break'}>
                                    {value.text === undefined ? (
                                        <i className="weak">NULL</i>
                                    ) : (
                                        <code>{value.text}</code>
                                    )}
                                </span>
                            ),
                        },
                    ]}
                />
            ) : (
                <Alert type={fate === 'refused' ? 'error' : 'info'} title={t(`try.${fate}.why`)} />
            )}
        </div>
    );
}

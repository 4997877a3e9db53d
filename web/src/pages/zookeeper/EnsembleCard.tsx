import { Alert, Card, Table } from 'antd';
import { useEnsemble } from '../../api/live';
import { number } from '../../domain/format';
import { useTexts } from '../../i18n';
import type { MessageKey, Translate } from '../../i18n';
import { Face } from '../../ui/Face';
import { Since } from '../../ui/Moment';

const MODES: Record<string, MessageKey> = {
    leader: 'ensemble.mode.leader',
    follower: 'ensemble.mode.follower',
    observer: 'ensemble.mode.observer',
    standalone: 'ensemble.mode.standalone',
};

function modeWord(mode: string | undefined, t: Translate): string {
    const key = MODES[mode ?? ''];
    return key === undefined ? mode || '–' : t(key);
}

/** The servers of the ensemble that manager and nodes meet at. */
export function EnsembleCard() {
    const { t, language } = useTexts();
    const ensemble = useEnsemble();
    return (
        <Card className="below" title={t('ensemble.title')}>
            <Face query={ensemble}>
                {(data) => (
                    <div className="stack">
                        <Alert
                            showIcon
                            type={data.connected ? 'success' : 'error'}
                            title={
                                <>
                                    {t(data.connected ? 'ensemble.connected' : 'ensemble.lost')}
                                    {data.since && (
                                        <>
                                            {' · '}
                                            <Since at={data.since} />
                                        </>
                                    )}
                                    {data.embedded && ` · ${t('ensemble.embedded')}`}
                                </>
                            }
                            description={data.connected ? undefined : data.reason || t('ensemble.lost.what')}
                        />
                        <Table
                            size="small"
                            rowKey="address"
                            pagination={false}
                            scroll={{ x: 'max-content' }}
                            dataSource={data.servers}
                            columns={[
                                { title: t('endpoint.address'), dataIndex: 'address' },
                                {
                                    title: t('field.state'),
                                    render: (_, server) => (
                                        <span className={`pip pip-${server.reachable ? 'good' : 'bad'}`}>
                                            <span className="pip-dot" aria-hidden />
                                            {t(
                                                server.reachable
                                                    ? 'ensemble.reachable'
                                                    : 'ensemble.unreachable',
                                            )}
                                        </span>
                                    ),
                                },
                                {
                                    title: t('ensemble.mode'),
                                    render: (_, server) => modeWord(server.mode, t),
                                },
                                { title: t('node.version'), render: (_, server) => server.version || '–' },
                                {
                                    title: t('ensemble.connections'),
                                    align: 'right',
                                    render: (_, server) => number(server.connections, language),
                                },
                                {
                                    title: t('ensemble.latency'),
                                    align: 'right',
                                    render: (_, server) => number(server['latency-millis'], language),
                                },
                                {
                                    title: t('ensemble.outstanding'),
                                    align: 'right',
                                    render: (_, server) => number(server.outstanding, language),
                                },
                                {
                                    title: t('ensemble.znodes'),
                                    align: 'right',
                                    render: (_, server) => number(server.znodes, language),
                                },
                                {
                                    title: t('ensemble.problem'),
                                    render: (_, server) => server.problem || '–',
                                },
                            ]}
                        />
                    </div>
                )}
            </Face>
        </Card>
    );
}

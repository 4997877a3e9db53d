import { Button, Card, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LivePipeline, Overview } from '../../api/live-types';
import { useLivePipelines, useOverview } from '../../api/live';
import { useMay } from '../../api/session';
import { number, rate, span } from '../../domain/format';
import { useTexts } from '../../i18n';
import { Face, Nothing } from '../../ui/Face';
import { PageHead } from '../../ui/PageHead';
import { StatePip } from '../../ui/StatePip';
import { PipelineLink } from '../pipeline/PipelineLink';
import { AttentionList } from './AttentionList';

const TOP = 15;

/** Is all well, how much flows, what needs somebody, who is slowest. */
export function OverviewPage() {
    const { t } = useTexts();
    const may = useMay();
    const overview = useOverview();
    return (
        <>
            <PageHead
                title={t('nav.overview')}
                actions={
                    may.administer && (
                        <Link to="/channels/new">
                            <Button type="primary" tabIndex={-1}>
                                {t('channel.new')}
                            </Button>
                        </Link>
                    )
                }
            />
            <Face query={overview}>
                {(data) => (
                    <div className="stack">
                        <Tiles overview={data} />
                        <div className="columns">
                            <Card title={t('overview.attention')}>
                                <AttentionList items={data.attention} />
                            </Card>
                            <Card title={t('overview.top')}>
                                <TopLag />
                            </Card>
                        </div>
                    </div>
                )}
            </Face>
        </>
    );
}

function Tiles({ overview }: { overview: Overview }) {
    const { t, language } = useTexts();
    const { channels, pipelines, nodes } = overview;
    return (
        <div className="tiles">
            <Tile title={t('overview.lag')} figure={span(overview['worst-lag-millis'], language)}>
                {t('overview.lag.note')}
            </Tile>
            <Tile title={t('overview.rows')} figure={rate(overview['rows-per-second'], language)}>
                {t('overview.transactions', { count: rate(overview['transactions-per-second'], language) })}
            </Tile>
            <Tile title={t('overview.pipelines')} figure={number(pipelines.running, language)}>
                <Count state="waiting" count={pipelines.waiting} />
                <Count state="failed" count={pipelines.failed} />
                <span className="weak">{t('overview.idle', { count: pipelines.idle })}</span>
            </Tile>
            <Tile title={t('overview.channels')} figure={number(channels.running, language)}>
                <Count state="paused" count={channels.paused} />
                <Count state="stopped" count={channels.stopped} />
            </Tile>
            <Tile
                title={t('overview.nodes')}
                figure={`${number(nodes.connected, language)} / ${number(nodes.configured, language)}`}
            >
                {nodes['waiting-for-approval'] > 0 ? (
                    <Link to="/nodes">
                        {t('overview.approval', { count: nodes['waiting-for-approval'] })}
                    </Link>
                ) : (
                    <span className="weak">{t('overview.nodes.note')}</span>
                )}
            </Tile>
        </div>
    );
}

function Count({ state, count }: { state: 'waiting' | 'failed' | 'paused' | 'stopped'; count: number }) {
    const { t, language } = useTexts();
    const words = `${number(count, language)} ${t(`state.${state}`)}`;
    return count === 0 ? (
        <span className="weak">{words}</span>
    ) : (
        <span className={`pip pip-${state === 'failed' ? 'bad' : state === 'stopped' ? 'idle' : 'warn'}`}>
            {words}
        </span>
    );
}

export function Tile({ title, figure, children }: { title: string; figure: string; children?: ReactNode }) {
    return (
        <Card size="small">
            <div className="weak">{title}</div>
            <div className="tile-figure">{figure}</div>
            <div className="tile-notes weak">{children}</div>
        </Card>
    );
}

/** The pipelines with the greatest lag. */
function TopLag() {
    const { t, language } = useTexts();
    const pipelines = useLivePipelines();
    const top = (all: LivePipeline[]) =>
        all
            .filter((live) => live['lag-millis'] !== undefined)
            .sort((one, other) => (other['lag-millis'] ?? 0) - (one['lag-millis'] ?? 0))
            .slice(0, TOP);
    return (
        <Face
            query={pipelines}
            isEmpty={(all) => top(all).length === 0}
            empty={<Nothing text={t('overview.top.nothing')} />}
        >
            {(all) => (
                <Table
                    size="small"
                    pagination={false}
                    scroll={{ x: 'max-content' }}
                    rowKey={(live) => `${live.channel.id}/${live.name}`}
                    dataSource={top(all)}
                    columns={[
                        { title: t('field.pipeline'), render: (_, live) => <PipelineLink pipeline={live} /> },
                        { title: t('field.state'), render: (_, live) => <StatePip state={live.state} /> },
                        {
                            title: t('field.lag'),
                            align: 'right',
                            className: 'figures',
                            render: (_, live) => span(live['lag-millis'], language),
                        },
                        {
                            title: t('field.rows'),
                            align: 'right',
                            className: 'figures',
                            render: (_, live) => rate(live['rows-per-second'], language),
                        },
                    ]}
                />
            )}
        </Face>
    );
}

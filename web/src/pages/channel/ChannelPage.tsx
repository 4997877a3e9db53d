import { Alert, Button, Card, Flex, Tabs } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useRun } from '../../api/channels';
import { useMay } from '../../api/session';
import { useThing } from '../../api/things';
import type { ChannelConfig, PipelineConfig, Thing } from '../../api/types';
import { direction } from '../../domain/channels';
import { useTexts } from '../../i18n';
import { Face } from '../../ui/Face';
import { HistoryList } from '../../ui/HistoryDrawer';
import { PageHead } from '../../ui/PageHead';
import { StatePip } from '../../ui/StatePip';
import type { StateWord } from '../../ui/StatePip';
import { ChannelActs } from '../channels/ChannelActs';
import { ChannelForm } from '../channels/ChannelForm';
import { PipelineForm } from '../pipeline/PipelineForm';
import { PipelineTable } from './PipelineTable';

/** One channel: its pipelines, and what it was before. */
export function ChannelPage() {
    const id = Number(useParams()['id']);
    const channel = useThing('channels', id);
    return <Face query={channel}>{(thing) => <Channel channel={thing} />}</Face>;
}

function Channel({ channel }: { channel: Thing<ChannelConfig> }) {
    const { t } = useTexts();
    const may = useMay();
    const [search, setSearch] = useSearchParams();
    const [editing, setEditing] = useState(false);
    const [edited, setEdited] = useState<PipelineConfig | 'new'>();
    const { config } = channel;
    return (
        <>
            <PageHead
                title={config.name}
                trail={[{ title: t('nav.channels'), to: '/channels' }]}
                note={
                    <Flex gap={12} wrap>
                        {channel.state && <StatePip state={channel.state as StateWord} />}
                        <span>{t(`direction.${direction(config)}`)}</span>
                        <span>{config.description}</span>
                    </Flex>
                }
                actions={
                    <>
                        <ChannelActs channel={channel} edit={() => setEditing(true)} />
                        {may.administer && (
                            <Button
                                size="small"
                                disabled={channel.state === 'running' || channel.state === 'paused'}
                                onClick={() => setEdited('new')}
                            >
                                {t('pipeline.add')}
                            </Button>
                        )}
                    </>
                }
            />
            <Obstacles channel={channel} />
            <Card>
                <Tabs
                    activeKey={search.get('tab') ?? 'pipelines'}
                    onChange={(tab) => setSearch({ tab }, { replace: true })}
                    items={[
                        {
                            key: 'pipelines',
                            label: t('field.pipelines'),
                            children: <PipelineTable channel={channel} edit={setEdited} />,
                        },
                        {
                            key: 'history',
                            label: t('do.history'),
                            children: (
                                <HistoryList
                                    path={`channels/${channel.id}`}
                                    name={config.name}
                                    version={channel.version}
                                />
                            ),
                        },
                    ]}
                />
            </Card>
            <ChannelForm edited={editing ? channel : undefined} close={() => setEditing(false)} />
            <PipelineForm channel={channel} edited={edited} close={() => setEdited(undefined)} />
        </>
    );
}

/** What keeps a stopped channel from being started. */
export function Obstacles({ channel }: { channel: Thing<ChannelConfig> }) {
    const { t } = useTexts();
    const run = useRun(channel.id, channel.state === 'stopped');
    const obstacles = channel.state === 'stopped' ? (run.data?.obstacles ?? []) : [];
    if (obstacles.length === 0) return null;
    return (
        <Alert
            className="below"
            type="warning"
            showIcon
            title={t('channel.obstacles')}
            description={obstacles.map((text) => (
                <div key={text}>{text}</div>
            ))}
        />
    );
}

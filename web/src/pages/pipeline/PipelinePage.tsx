import { Button, Card, Flex, Tabs } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { usePipeline } from '../../api/channels';
import { useLivePipeline } from '../../api/live';
import { useMay } from '../../api/session';
import { useThing } from '../../api/things';
import type { ChannelConfig, PipelineConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { Face } from '../../ui/Face';
import { PageHead } from '../../ui/PageHead';
import { StatePip } from '../../ui/StatePip';
import { ChannelActs } from '../channels/ChannelActs';
import { MappingsTab } from '../mappings/MappingsTab';
import { OperationsTab } from '../operations/OperationsTab';
import { LogTable } from '../records/LogTable';
import { LiveTab } from './LiveTab';
import { PipelineForm } from './PipelineForm';
import { PipelineOptions } from './PipelineOptions';
import { SwitchDialog } from './SwitchDialog';

/** One pipeline, live; its mappings, options and log. */
export function PipelinePage() {
    const params = useParams();
    const id = Number(params['id']);
    const name = params['pipeline'] ?? '';
    const channel = useThing('channels', id);
    const pipeline = usePipeline(id, name);
    return (
        <Face query={channel}>
            {(thing) => (
                <Face query={pipeline}>
                    {({ value, version }) => <Pipeline channel={thing} pipeline={value} version={version} />}
                </Face>
            )}
        </Face>
    );
}

interface Props {
    channel: Thing<ChannelConfig>;
    pipeline: PipelineConfig;
    /** The channel's version that this pipeline was read with. */
    version: number;
}

function Pipeline({ channel, pipeline, version }: Props) {
    const { t } = useTexts();
    const may = useMay();
    const [search, setSearch] = useSearchParams();
    const [edited, setEdited] = useState<PipelineConfig>();
    const [dialog, setDialog] = useState<'switch'>();
    const live = useLivePipeline(channel.id, pipeline.name);
    const full = `${channel.config.name}/${pipeline.name}`;
    return (
        <>
            <PageHead
                title={pipeline.name}
                trail={[
                    { title: t('nav.channels'), to: '/channels' },
                    { title: channel.config.name, to: `/channels/${channel.id}` },
                ]}
                note={
                    <Flex gap={12} wrap>
                        {live.data && <StatePip state={live.data.state} />}
                        <span>
                            {pipeline.from} → {pipeline.to}
                        </span>
                        <span>{pipeline.description}</span>
                    </Flex>
                }
                actions={
                    <>
                        <ChannelActs channel={channel} />
                        {may.operate && (
                            <Button size="small" onClick={() => setDialog('switch')}>
                                {t('switch.do')}
                            </Button>
                        )}
                        {may.administer && (
                            <Button size="small" onClick={() => setEdited(pipeline)}>
                                {t('do.edit')}
                            </Button>
                        )}
                    </>
                }
            />
            <Tabs
                activeKey={search.get('tab') ?? 'live'}
                onChange={(tab) => setSearch({ tab }, { replace: true })}
                destroyOnHidden
                items={[
                    {
                        key: 'live',
                        label: t('pipeline.tab.live'),
                        children: <LiveTab channel={channel.id} pipeline={pipeline} live={live} />,
                    },
                    {
                        key: 'operations',
                        label: t('operation.tab'),
                        children: (
                            <OperationsTab
                                channel={channel.id}
                                pipeline={pipeline.name}
                                readBack={live.data?.verify !== undefined}
                            />
                        ),
                    },
                    {
                        key: 'mappings',
                        label: t('field.mappings'),
                        children: <MappingsTab channel={channel} pipeline={pipeline} version={version} />,
                    },
                    {
                        key: 'options',
                        label: t('pipeline.tab.options'),
                        children: (
                            <Card>
                                <PipelineOptions pipeline={pipeline} />
                            </Card>
                        ),
                    },
                    {
                        key: 'log',
                        label: t('nav.log'),
                        children: (
                            <Card>
                                <LogTable search={pipeline.name} />
                            </Card>
                        ),
                    },
                ]}
            />
            <PipelineForm
                channel={{ ...channel, version }}
                edited={edited}
                close={() => setEdited(undefined)}
            />
            <SwitchDialog
                channel={channel.id}
                pipeline={pipeline.name}
                full={full}
                open={dialog === 'switch'}
                close={() => setDialog(undefined)}
            />
        </>
    );
}

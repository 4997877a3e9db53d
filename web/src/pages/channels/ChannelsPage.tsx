import { Button, Flex } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useOnePipeline, usePipelinesKept } from '../../api/live';
import { useMay } from '../../api/session';
import type { ChannelConfig, Thing } from '../../api/types';
import { direction } from '../../domain/channels';
import { span } from '../../domain/format';
import { useTexts } from '../../i18n';
import { PageHead } from '../../ui/PageHead';
import { StatePip } from '../../ui/StatePip';
import type { StateWord } from '../../ui/StatePip';
import { ThingTable } from '../../ui/ThingTable';
import { pipelinePage } from '../pipeline/PipelineLink';
import { ChannelActs } from './ChannelActs';
import { ChannelForm } from './ChannelForm';

/** All channels. */
export function ChannelsPage() {
    const { t } = useTexts();
    const may = useMay();
    const [edited, setEdited] = useState<Thing<ChannelConfig> | 'new'>();
    usePipelinesKept();
    const add = may.administer && (
        <>
            <Button onClick={() => setEdited('new')}>{t('channel.add')}</Button>
            <Link to="/channels/new">
                <Button type="primary" tabIndex={-1}>
                    {t('channel.new')}
                </Button>
            </Link>
        </>
    );
    return (
        <>
            <PageHead title={t('nav.channels')} note={t('channels.note')} actions={add} />
            <ThingTable
                kind="channels"
                emptyText={t('channels.empty')}
                emptyAct={
                    may.administer && (
                        <Link to="/channels/new">
                            <Button type="primary" tabIndex={-1}>
                                {t('channel.new')}
                            </Button>
                        </Link>
                    )
                }
                columns={[
                    {
                        title: t('field.name'),
                        key: 'name',
                        sorter: true,
                        render: (_, { id, config }) => <Link to={`/channels/${id}`}>{config.name}</Link>,
                    },
                    {
                        title: t('field.status'),
                        key: 'state',
                        render: (_, { state }) =>
                            state ? <StatePip state={state as StateWord} /> : <span className="weak">–</span>,
                    },
                    {
                        title: t('field.direction'),
                        key: 'direction',
                        render: (_, { config }) => t(`direction.${direction(config)}`),
                    },
                    {
                        title: t('field.pipelines'),
                        key: 'pipelines',
                        render: (_, channel) => <Pipelines channel={channel} />,
                    },
                ]}
                {...(may.operate
                    ? {
                          acts: (channel: Thing<ChannelConfig>) => (
                              <ChannelActs channel={channel} edit={() => setEdited(channel)} />
                          ),
                      }
                    : {})}
            />
            <ChannelForm edited={edited} close={() => setEdited(undefined)} />
        </>
    );
}

function Pipelines({ channel }: { channel: Thing<ChannelConfig> }) {
    const { t } = useTexts();
    const pipelines = channel.config.pipelines ?? [];
    if (pipelines.length === 0) return <span className="weak">{t('channel.pipelines.none')}</span>;
    return (
        <Flex vertical gap={2}>
            {pipelines.map(({ name }) => (
                <PipelineLine key={name} channel={channel.id} name={name} />
            ))}
        </Flex>
    );
}

/** Drawn again when its own pipeline changes, not with each of a thousand others. */
function PipelineLine({ channel, name }: { channel: number; name: string }) {
    const { language, t } = useTexts();
    const live = useOnePipeline(channel, name);
    return (
        <Flex gap={10} align="center">
            <Link to={pipelinePage(channel, name)}>{name}</Link>
            {live && <StatePip state={live.state} />}
            {live?.['lag-millis'] !== undefined && (
                <span className="weak figures nowrap">
                    {t('field.lag')} {span(live['lag-millis'], language)}
                </span>
            )}
        </Flex>
    );
}

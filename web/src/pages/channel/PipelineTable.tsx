import { Button, Dropdown, Flex, Table } from 'antd';
import { Link } from 'react-router';
import { useRemovePipeline } from '../../api/channels';
import { useLivePipelines } from '../../api/live';
import { useMay } from '../../api/session';
import type { ChannelConfig, PipelineConfig, Thing } from '../../api/types';
import { number, rate, span } from '../../domain/format';
import { useTexts } from '../../i18n';
import { Nothing } from '../../ui/Face';
import { StatePip } from '../../ui/StatePip';
import { useDanger } from '../../ui/tell';
import { pipelinePage } from '../pipeline/PipelineLink';

interface Props {
    channel: Thing<ChannelConfig>;
    edit: (pipeline: PipelineConfig) => void;
}

/** The pipelines of a channel with their present figures. */
export function PipelineTable({ channel, edit }: Props) {
    const { t, language } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const live = useLivePipelines();
    const remove = useRemovePipeline(channel.id);
    const find = (name: string) =>
        live.data?.find((one) => one.channel.id === channel.id && one.name === name);
    const removeIt = (name: string) =>
        danger({
            title: t('pipeline.delete.title', { name }),
            what: t('pipeline.delete.what'),
            word: t('do.delete'),
            act: () => remove.mutateAsync({ pipeline: name, version: channel.version }),
            done: t('do.deleted'),
        });
    const pipelines = channel.config.pipelines ?? [];
    if (pipelines.length === 0) return <Nothing text={t('channel.pipelines.empty')} />;
    return (
        <Table
            rowKey="name"
            size="middle"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={pipelines}
            columns={[
                {
                    title: t('field.name'),
                    render: (_, { name }) => <Link to={pipelinePage(channel.id, name)}>{name}</Link>,
                },
                {
                    title: t('field.way'),
                    render: (_, { from, to }) => (
                        <span className="nowrap">
                            {from} → {to}
                        </span>
                    ),
                },
                {
                    title: t('field.mappings'),
                    align: 'right',
                    render: (_, { name, tables }) => (
                        <Link to={`${pipelinePage(channel.id, name)}?tab=mappings`}>
                            {number(tables?.length ?? 0, language)}
                        </Link>
                    ),
                },
                {
                    title: t('field.state'),
                    render: (_, { name }) => {
                        const one = find(name);
                        return one ? <StatePip state={one.state} /> : '–';
                    },
                },
                {
                    title: t('field.lag'),
                    align: 'right',
                    className: 'figures',
                    render: (_, { name }) => span(find(name)?.['lag-millis'], language),
                },
                {
                    title: t('field.rows'),
                    align: 'right',
                    className: 'figures',
                    render: (_, { name }) => rate(find(name)?.['rows-per-second'], language),
                },
                { title: t('field.node'), render: (_, { name }) => find(name)?.node?.name ?? '–' },
                { title: t('field.position'), render: (_, { name }) => find(name)?.position ?? '–' },
                ...(may.administer
                    ? [
                          {
                              title: t('field.acts'),
                              width: 1,
                              render: (_: unknown, pipeline: PipelineConfig) => (
                                  <Flex gap={4}>
                                      <Button size="small" onClick={() => edit(pipeline)}>
                                          {t('do.edit')}
                                      </Button>
                                      <Dropdown
                                          trigger={['click']}
                                          menu={{
                                              items: [
                                                  {
                                                      key: 'delete',
                                                      danger: true,
                                                      disabled:
                                                          channel.state === 'running' ||
                                                          channel.state === 'paused',
                                                      label: t('do.delete'),
                                                      onClick: () => removeIt(pipeline.name),
                                                  },
                                              ],
                                          }}
                                      >
                                          <Button
                                              size="small"
                                              aria-label={`${t('do.more')}: ${pipeline.name}`}
                                          >
                                              {t('do.more')}
                                          </Button>
                                      </Dropdown>
                                  </Flex>
                              ),
                          },
                      ]
                    : []),
            ]}
        />
    );
}

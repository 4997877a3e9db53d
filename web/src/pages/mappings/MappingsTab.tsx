import { Alert, Button, Card, Dropdown, Flex, Input, Table, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useSaveMappings } from '../../api/channels';
import { useMay } from '../../api/session';
import type { ChannelConfig, PipelineConfig, Thing } from '../../api/types';
import { readMapping, rulesOf, targetsOf, writeMapping } from '../../domain/mapping';
import type { Mapping } from '../../domain/mapping';
import { useTexts } from '../../i18n';
import { Nothing } from '../../ui/Face';
import { useDanger, useTell } from '../../ui/tell';
import { BatchDialog } from './BatchDialog';
import { MappingDrawer } from './MappingDrawer';
import { PreviewDrawer } from './PreviewDrawer';

interface Props {
    channel: Thing<ChannelConfig>;
    pipeline: PipelineConfig;
    /** The channel's version that the mappings were read with. */
    version: number;
}

/** The mappings that a dialog was opened on, so that a change behind it is noticed and not overwritten. */
interface Opened {
    what: number | 'new' | 'batch';
    mappings: Mapping[];
    version: number;
}

interface Row extends Mapping {
    at: number;
}

/** Which tables flow, in the order in which they decide. Drawn as far as it is seen, for thousands. */
export function MappingsTab({ channel, pipeline, version }: Props) {
    const { t } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const tell = useTell();
    const save = useSaveMappings(channel.id, pipeline.name);
    const [search, setSearch] = useState('');
    const [opened, setOpened] = useState<Opened>();
    const [preview, setPreview] = useState(false);
    const mappings = useMemo(() => (pipeline.tables ?? []).map(readMapping), [pipeline.tables]);
    const needle = search.toLowerCase();
    const rows = useMemo(
        () =>
            mappings
                .map((mapping, at): Row => ({ ...mapping, at }))
                .filter((row) =>
                    [row.source, ...targetsOf(row)].join('\n').toLowerCase().includes(needle),
                ),
        [mappings, needle],
    );

    /** Replaces all mappings, unless somebody else has changed them since they were read. */
    const replace = (next: Mapping[], of = version) =>
        save.mutateAsync({ version: of, mappings: next.map(writeMapping) });
    const edit = (what: Opened['what']) => setOpened({ what, mappings, version });
    const close = () => setOpened(undefined);
    const quietly = (next: Mapping[]) =>
        void replace(next).then(
            () => tell.done(t('do.saved')),
            (error: unknown) => tell.failed(error),
        );
    const removeAt = (at: number) =>
        danger({
            title: t('mapping.delete.title', { name: mappings[at]?.source ?? '' }),
            what: t('mapping.delete.what'),
            word: t('do.delete'),
            act: () => replace(mappings.filter((_, index) => index !== at)),
            done: t('do.deleted'),
        });
    const move = (at: number, to: number) => {
        const next = [...mappings];
        next.splice(to, 0, ...next.splice(at, 1));
        quietly(next);
    };

    return (
        <Card>
            <div className="stack">
                {channel.state === 'running' && may.administer && (
                    <Alert type="info" showIcon title={t('mapping.push')} />
                )}
                <Flex gap={8} justify="space-between" wrap>
                    <Input.Search
                        allowClear
                        style={{ width: 280 }}
                        aria-label={t('do.search')}
                        placeholder={t('mapping.search')}
                        onChange={(event) => setSearch(event.target.value)}
                    />
                    <Flex gap={8} wrap>
                        {may.operate && (
                            <Button disabled={mappings.length === 0} onClick={() => setPreview(true)}>
                                {t('mapping.preview')}
                            </Button>
                        )}
                        {may.administer && (
                            <>
                                <Button onClick={() => edit('batch')}>{t('mapping.batch')}</Button>
                                <Button type="primary" onClick={() => edit('new')}>
                                    {t('mapping.add')}
                                </Button>
                            </>
                        )}
                    </Flex>
                </Flex>
                {mappings.length === 0 ? (
                    <Nothing text={t('mapping.empty')} />
                ) : (
                    <Table<Row>
                        virtual
                        rowKey="at"
                        size="middle"
                        pagination={false}
                        scroll={{ x: 1080, y: 560 }}
                        dataSource={rows}
                        footer={() => t('list.total', { total: rows.length })}
                        columns={[
                            { title: '#', width: 60, render: (_, row) => row.at + 1 },
                            { title: t('mapping.source'), width: 250, render: (_, row) => row.source },
                            {
                                title: t('mapping.target'),
                                width: 220,
                                render: (_, row) =>
                                    row.leave ? (
                                        <Tag>{t('mapping.left')}</Tag>
                                    ) : (
                                        targetsOf(row).join(', ') || t('mapping.same')
                                    ),
                            },
                            {
                                title: t('mapping.columns'),
                                width: 120,
                                render: (_, row) => columnsText(row, t),
                            },
                            {
                                title: t('mapping.groups'),
                                width: 90,
                                render: (_, row) => row.groups.length || '–',
                            },
                            {
                                title: t('mapping.rows'),
                                width: 200,
                                render: (_, row) => <Rules mapping={row} />,
                            },
                            ...(may.administer
                                ? [
                                      {
                                          title: t('field.acts'),
                                          width: 140,
                                          render: (_: unknown, row: Row) => (
                                              <Flex gap={4}>
                                                  <Button size="small" onClick={() => edit(row.at)}>
                                                      {t('do.edit')}
                                                  </Button>
                                                  <Dropdown
                                                      trigger={['click']}
                                                      menu={{
                                                          items: [
                                                              {
                                                                  key: 'up',
                                                                  label: t('mapping.first'),
                                                                  disabled: row.at === 0,
                                                                  onClick: () => move(row.at, 0),
                                                              },
                                                              {
                                                                  key: 'down',
                                                                  label: t('mapping.last'),
                                                                  disabled: row.at === mappings.length - 1,
                                                                  onClick: () =>
                                                                      move(row.at, mappings.length - 1),
                                                              },
                                                              {
                                                                  key: 'delete',
                                                                  danger: true,
                                                                  label: t('do.delete'),
                                                                  onClick: () => removeAt(row.at),
                                                              },
                                                          ],
                                                      }}
                                                  >
                                                      <Button
                                                          size="small"
                                                          aria-label={`${t('do.more')}: ${row.source}`}
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
                )}
            </div>
            <MappingDrawer
                channel={channel.id}
                pipeline={pipeline.name}
                endpoint={pipeline.from}
                mapping={typeof opened?.what === 'number' ? opened.mappings[opened.what] : undefined}
                open={opened !== undefined && opened.what !== 'batch'}
                close={close}
                save={async (mapping) => {
                    if (opened === undefined) return;
                    const { what, mappings: before } = opened;
                    await replace(
                        typeof what === 'number'
                            ? before.map((known, at) => (at === what ? mapping : known))
                            : [...before, mapping],
                        opened.version,
                    );
                }}
            />
            <BatchDialog
                known={opened?.mappings ?? mappings}
                open={opened?.what === 'batch'}
                close={close}
                add={(more) => replace([...(opened?.mappings ?? mappings), ...more], opened?.version)}
            />
            <PreviewDrawer
                endpoint={pipeline.from}
                mappings={mappings}
                open={preview}
                close={() => setPreview(false)}
            />
        </Card>
    );
}

/** What happens to the rows on their way. */
function Rules({ mapping }: { mapping: Mapping }) {
    const { t } = useTexts();
    const rules = rulesOf(mapping);
    if (rules.length === 0) return '–';
    return (
        <Flex gap={4} wrap>
            {rules.map(({ rule, count }) => (
                <Tag key={rule}>{t(`mapping.rule.${rule}`, { count })}</Tag>
            ))}
        </Flex>
    );
}

function columnsText(mapping: Mapping, t: ReturnType<typeof useTexts>['t']): string {
    if (mapping.leave) return '–';
    switch (mapping.mode) {
        case 'all':
            return t('mapping.columns.all');
        case 'include':
            return t('mapping.columns.include', { count: mapping.include.length });
        case 'exclude':
            return t('mapping.columns.exclude', { count: mapping.exclude.length });
    }
}

import { Flex, Tag } from 'antd';
import { useState } from 'react';
import { useEnrolmentSecret, useLiveNodes, useRevokeNode } from '../../api/live';
import type { EnrolmentSecret, LiveNode } from '../../api/live-types';
import { useMay } from '../../api/session';
import type { NodeConfig, Thing } from '../../api/types';
import { number, percent, span } from '../../domain/format';
import { useTexts } from '../../i18n';
import { DescriptionField, NameField, NumberField, TextField, ThingField } from '../../ui/fields';
import { StatePip } from '../../ui/StatePip';
import { useDanger, useTell } from '../../ui/tell';
import { ThingsPage } from '../../ui/ThingsPage';
import { Enrolments } from './Enrolments';
import { Meter } from './Meter';
import { NewNode, SecretShown } from './NodeNotes';

/** The workers: what they are to be, and how they are. */
export function NodesPage() {
    const { t, language } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const tell = useTell();
    const live = useLiveNodes();
    const revoke = useRevokeNode();
    const makeSecret = useEnrolmentSecret();
    const [made, setMade] = useState<Thing<NodeConfig>>();
    const [secret, setSecret] = useState<EnrolmentSecret & { node: string }>();
    const find = (id: number): LiveNode | undefined => live.data?.find((node) => node.nid === id);
    const giveSecret = (node: Thing<NodeConfig>) =>
        makeSecret.mutate(node.id, {
            onSuccess: (given) => setSecret({ ...given, node: node.config.name }),
            onError: tell.failed,
        });
    const revokeIt = (node: Thing<NodeConfig>) =>
        danger({
            title: t('node.revoke.title', { name: node.config.name }),
            what: t('node.revoke.what'),
            word: t('node.revoke'),
            act: () => revoke.mutateAsync(node.id),
            done: t('node.revoke.done'),
        });
    return (
        <>
            <ThingsPage
                kind="nodes"
                title={t('nav.nodes')}
                note={t('node.note')}
                addText={t('node.add')}
                editText={t('node.edit')}
                emptyText={t('node.empty')}
                deleteText={t('node.delete.what')}
                fresh={{ port: 2088, 'download-port': 9090 }}
                above={<Enrolments />}
                saved={(node, isNew) => {
                    if (isNew) setMade(node);
                }}
                columns={[
                    {
                        title: t('field.name'),
                        key: 'name',
                        sorter: true,
                        render: (_, { config }) => config.name,
                    },
                    {
                        title: t('field.state'),
                        render: (_, node) => <NodeState node={node} live={find(node.id)} />,
                    },
                    {
                        title: t('endpoint.address'),
                        render: (_, { id, config }) => (
                            <>
                                {config.host}:{config.port}
                                {find(id)?.address && <div className="weak">{find(id)?.address}</div>}
                            </>
                        ),
                    },
                    {
                        title: t('node.heap'),
                        width: 150,
                        render: (_, { id }) => (
                            <Meter
                                used={find(id)?.['heap-used-bytes']}
                                most={find(id)?.['heap-max-bytes']}
                                label={t('node.heap')}
                            />
                        ),
                    },
                    { title: 'CPU', align: 'right', render: (_, { id }) => percent(find(id)?.cpu) },
                    {
                        title: t('node.pipelines'),
                        align: 'right',
                        render: (_, { id }) => number(find(id)?.pipelines, language),
                    },
                    {
                        title: t('node.version'),
                        render: (_, { id }) => (
                            <>
                                {find(id)?.version ?? '–'}
                                {find(id)?.['uptime-seconds'] !== undefined && (
                                    <div className="weak nowrap">
                                        {t('node.uptime', {
                                            time: span((find(id)?.['uptime-seconds'] ?? 0) * 1_000, language),
                                        })}
                                    </div>
                                )}
                            </>
                        ),
                    },
                ]}
                menu={(node) =>
                    may.administer
                        ? [
                              { key: 'secret', label: t('node.secret'), onClick: () => giveSecret(node) },
                              {
                                  key: 'revoke',
                                  danger: true,
                                  label: t('node.revoke'),
                                  onClick: () => revokeIt(node),
                              },
                          ]
                        : []
                }
                form={() => (
                    <>
                        <NameField />
                        <TextField required name="host" label={t('endpoint.host')} />
                        <NumberField required name="port" label={t('node.port')} min={1} max={65_535} />
                        <NumberField
                            required
                            name="download-port"
                            label={t('node.download')}
                            min={1}
                            max={65_535}
                        />
                        <TextField
                            name="external-host"
                            label={t('node.external')}
                            hint={t('node.external.hint')}
                        />
                        <ThingField kind="zookeeper-clusters" name="zookeeper" label={t('node.zookeeper')} />
                        <DescriptionField />
                    </>
                )}
            />
            <NewNode
                node={made}
                close={() => setMade(undefined)}
                secret={(node) => {
                    setMade(undefined);
                    giveSecret(node);
                }}
            />
            <SecretShown secret={secret} close={() => setSecret(undefined)} />
        </>
    );
}

function NodeState({ node, live }: { node: Thing<NodeConfig>; live: LiveNode | undefined }) {
    const { t } = useTexts();
    const problem = live?.['configuration-problem'];
    const connected = live?.connected ?? node.state === 'connected';
    return (
        <Flex vertical gap={2} align="start">
            <StatePip state={connected ? 'connected' : 'absent'} />
            {live?.['waiting-for-approval'] && <Tag color="warning">{t('node.waits')}</Tag>}
            {connected && live?.['in-zookeeper'] === false && (
                <Tag color="warning">{t('node.no-zookeeper')}</Tag>
            )}
            {problem && (
                <span className="pip pip-bad narrow" title={problem.remedy}>
                    {problem.code} {problem.what}
                </span>
            )}
        </Flex>
    );
}

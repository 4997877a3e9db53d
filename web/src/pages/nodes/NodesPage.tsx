import { useState } from 'react';
import { useEnrolmentSecret, useNodesKept, useRevokeNode } from '../../api/live';
import type { EnrolmentSecret } from '../../api/live-types';
import { useMay } from '../../api/session';
import type { NodeConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { DescriptionField, NameField, NumberField, TextField, ThingField } from '../../ui/fields';
import { useDanger, useTell } from '../../ui/tell';
import { ThingsPage } from '../../ui/ThingsPage';
import { Enrolments } from './Enrolments';
import { NodeAddress, NodeCpu, NodeHeap, NodePipelines, NodeState, NodeVersion } from './NodeCells';
import { NewNode, SecretShown } from './NodeNotes';

/** The workers: what they are to be, and how they are. */
export function NodesPage() {
    const { t } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const tell = useTell();
    useNodesKept();
    const revoke = useRevokeNode();
    const makeSecret = useEnrolmentSecret();
    const [made, setMade] = useState<Thing<NodeConfig>>();
    const [secret, setSecret] = useState<EnrolmentSecret & { node: string }>();
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
                    { title: t('field.state'), render: (_, node) => <NodeState node={node} /> },
                    { title: t('endpoint.address'), render: (_, node) => <NodeAddress node={node} /> },
                    { title: t('node.heap'), width: 150, render: (_, { id }) => <NodeHeap nid={id} /> },
                    { title: 'CPU', align: 'right', render: (_, { id }) => <NodeCpu nid={id} /> },
                    {
                        title: t('node.pipelines'),
                        align: 'right',
                        render: (_, { id }) => <NodePipelines nid={id} />,
                    },
                    { title: t('node.version'), render: (_, { id }) => <NodeVersion nid={id} /> },
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

import { useQueryClient } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Tree, Typography } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client';
import { useTree } from '../../api/live';
import type { TreePage } from '../../api/live-types';
import { useTexts } from '../../i18n';
import { Face } from '../../ui/Face';
import { Moment } from '../../ui/Moment';
import { useTell } from '../../ui/tell';

interface Branch {
    key: string;
    title: string;
    isLeaf?: boolean;
    children?: Branch[];
}

/** What ZooKeeper holds, branch by branch, to look at. */
export function TreeCard() {
    const { t } = useTexts();
    const client = useQueryClient();
    const tell = useTell();
    const [branches, setBranches] = useState<Branch[]>([{ key: '/', title: '/' }]);
    const [path, setPath] = useState<string>();
    const load = async (branch: Branch) => {
        try {
            const page = await client.fetchQuery({
                queryKey: ['live', 'tree', branch.key],
                queryFn: ({ signal }) =>
                    ask<TreePage>('/zookeeper/tree', { query: { path: branch.key }, signal }),
            });
            setBranches((before) => graft(before, branch.key, page));
        } catch (error) {
            tell.failed(error);
        }
    };
    return (
        <Card className="above" title={t('tree.title')}>
            <div className="columns">
                <Tree.DirectoryTree<Branch>
                    height={420}
                    showIcon={false}
                    treeData={branches}
                    loadData={(node) => load(node)}
                    onSelect={([key]) => setPath(key === undefined ? undefined : String(key))}
                />
                {path === undefined ? <p className="weak">{t('tree.choose')}</p> : <Leaf path={path} />}
            </div>
        </Card>
    );
}

function graft(branches: Branch[], key: string, page: TreePage): Branch[] {
    return branches.map((branch) => {
        if (branch.key === key) {
            return {
                ...branch,
                isLeaf: page.children.length === 0,
                children: page.children.map((name) => ({
                    key: key === '/' ? `/${name}` : `${key}/${name}`,
                    title: name,
                })),
            };
        }
        const inside = branch.key === '/' || key.startsWith(`${branch.key}/`);
        return inside && branch.children
            ? { ...branch, children: graft(branch.children, key, page) }
            : branch;
    });
}

function Leaf({ path }: { path: string }) {
    const { t } = useTexts();
    const page = useTree(path, true);
    return (
        <div className="stack">
            <Typography.Text strong className="break">
                {path}
            </Typography.Text>
            <Face query={page}>
                {(data) => (
                    <div className="stack">
                        <Descriptions
                            size="small"
                            column={1}
                            items={[
                                {
                                    key: 'c',
                                    label: t('tree.created'),
                                    children: <Moment at={data.stat.created} />,
                                },
                                {
                                    key: 'm',
                                    label: t('field.changed'),
                                    children: <Moment at={data.stat.modified} />,
                                },
                                { key: 'v', label: t('node.version'), children: data.stat.version },
                                { key: 'n', label: t('tree.children'), children: data['child-count'] },
                                {
                                    key: 'e',
                                    label: t('tree.ephemeral'),
                                    children:
                                        data.stat['ephemeral-owner'] === 0
                                            ? t('option.no')
                                            : `0x${data.stat['ephemeral-owner'].toString(16)}`,
                                },
                                { key: 'b', label: t('tree.bytes'), children: data.content.bytes },
                            ]}
                        />
                        {data['child-count'] > data.children.length && (
                            <Alert type="info" title={t('tree.cut', { shown: data.children.length })} />
                        )}
                        {data.content.bytes > 0 && (
                            <pre className="code" tabIndex={0}>
                                {data.content.text}
                                {data.content.cut ? '\n…' : ''}
                            </pre>
                        )}
                    </div>
                )}
            </Face>
        </div>
    );
}

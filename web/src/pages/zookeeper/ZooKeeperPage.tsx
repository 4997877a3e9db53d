import { useMay } from '../../api/session';
import type { ZooKeeperConfig } from '../../api/types';
import { useTexts } from '../../i18n';
import { DescriptionField, NameField, TagsField } from '../../ui/fields';
import { ThingsPage } from '../../ui/ThingsPage';
import { EnsembleCard } from './EnsembleCard';
import { TreeCard } from './TreeCard';

/** How ZooKeeper is, which clusters nodes may prefer, and what it holds. */
export function ZooKeeperPage() {
    const { t } = useTexts();
    const may = useMay();
    return (
        <ThingsPage
            kind="zookeeper-clusters"
            title={t('nav.zookeeper')}
            note={t('zookeeper.note')}
            addText={t('zookeeper.add')}
            editText={t('zookeeper.edit')}
            emptyText={t('zookeeper.empty')}
            deleteText={t('zookeeper.delete.what')}
            fresh={{ servers: [] }}
            above={<EnsembleCard />}
            below={may.administer && <TreeCard />}
            columns={[
                { title: t('field.name'), key: 'name', sorter: true, render: (_, { config }) => config.name },
                {
                    title: t('zookeeper.servers'),
                    render: (_, { config }: { config: ZooKeeperConfig }) => config.servers.join(', '),
                },
                { title: t('field.description'), render: (_, { config }) => config.description },
            ]}
            form={() => (
                <>
                    <NameField />
                    <TagsField
                        required
                        name="servers"
                        label={t('zookeeper.servers')}
                        hint={t('zookeeper.servers.hint')}
                        placeholder="10.0.0.1:2181"
                    />
                    <DescriptionField />
                </>
            )}
        />
    );
}

import { Button } from 'antd';
import { useMay } from '../../api/session';
import { useSave } from '../../api/things';
import type { FailoverGroupConfig, ServerAddress, Thing } from '../../api/types';
import { readAddress, writeAddress } from '../../domain/address';
import { useTexts } from '../../i18n';
import { DescriptionField, NameField, TagsField, TextField } from '../../ui/fields';
import { useDanger } from '../../ui/tell';
import { ThingsPage } from '../../ui/ThingsPage';

interface Values {
    name: string;
    description?: string;
    master: string;
    standbys?: string[];
}

/** Master and standbys of a database. Changing the master is the switch. */
export function FailoverPage() {
    const { t } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const save = useSave('failover-groups');
    const change = (group: Thing<FailoverGroupConfig>, standby: ServerAddress) =>
        danger({
            title: t('failover.switch.title', { name: group.config.name, to: writeAddress(standby) }),
            what: t('failover.switch.what', { from: writeAddress(group.config.master) }),
            word: t('failover.switch'),
            act: () =>
                save.mutateAsync({
                    id: group.id,
                    version: group.version,
                    config: {
                        ...group.config,
                        master: standby,
                        standbys: [
                            ...(group.config.standbys ?? []).filter((one) => one !== standby),
                            group.config.master,
                        ],
                    },
                }),
            done: t('do.saved'),
        });
    return (
        <ThingsPage
            kind="failover-groups"
            title={t('nav.failover')}
            note={t('failover.note')}
            addText={t('failover.add')}
            editText={t('failover.edit')}
            emptyText={t('failover.empty')}
            deleteText={t('failover.delete.what')}
            fresh={{ standbys: [] }}
            toForm={(config) => ({
                ...config,
                master: writeAddress(config.master),
                standbys: (config.standbys ?? []).map(writeAddress),
            })}
            toConfig={(values: Values) => ({
                ...values,
                master: readAddress(values.master, 3306),
                standbys: (values.standbys ?? []).map((text) => readAddress(text, 3306)),
            })}
            columns={[
                { title: t('field.name'), key: 'name', sorter: true, render: (_, { config }) => config.name },
                { title: t('failover.master'), render: (_, { config }) => writeAddress(config.master) },
                {
                    title: t('failover.standbys'),
                    render: (_, { config }) => (config.standbys ?? []).map(writeAddress).join(', ') || '–',
                },
                { title: t('field.description'), render: (_, { config }) => config.description },
            ]}
            acts={(group) => {
                const standby = group.config.standbys?.[0];
                return (
                    may.administer &&
                    standby && (
                        <Button size="small" onClick={() => change(group, standby)}>
                            {t('failover.switch')}
                        </Button>
                    )
                );
            }}
            menu={(group) =>
                may.administer
                    ? (group.config.standbys ?? []).slice(1).map((standby) => ({
                          key: writeAddress(standby),
                          label: t('failover.switch.to', { to: writeAddress(standby) }),
                          onClick: () => change(group, standby),
                      }))
                    : []
            }
            form={() => (
                <>
                    <NameField />
                    <TextField
                        required
                        name="master"
                        label={t('failover.master')}
                        hint={t('failover.address.hint')}
                        placeholder="10.0.0.7:3306"
                    />
                    <TagsField name="standbys" label={t('failover.standbys')} placeholder="10.0.0.8:3306" />
                    <DescriptionField />
                </>
            )}
        />
    );
}

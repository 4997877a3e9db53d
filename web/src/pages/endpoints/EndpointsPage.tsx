import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../api/session';
import type { EndpointConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { ThingsPage } from '../../ui/ThingsPage';
import { CheckDrawer } from './CheckDrawer';
import { EndpointFields, endpointToConfig, endpointToForm, FRESH_ENDPOINT } from './EndpointFields';
import { TablesDrawer } from './TablesDrawer';

/** The databases that pipelines read from and write to. */
export function EndpointsPage() {
    const { t } = useTexts();
    const may = useMay();
    const [checked, setChecked] = useState<Thing<EndpointConfig>>();
    const [looked, setLooked] = useState<Thing<EndpointConfig>>();
    return (
        <ThingsPage
            kind="endpoints"
            title={t('nav.endpoints')}
            note={t('endpoint.note')}
            addText={t('endpoint.add')}
            editText={t('endpoint.edit')}
            emptyText={t('endpoint.empty')}
            deleteText={t('endpoint.delete.what')}
            fresh={FRESH_ENDPOINT}
            toForm={endpointToForm}
            toConfig={endpointToConfig}
            form={(form, editing) => <EndpointFields form={form} editing={editing} />}
            columns={[
                { title: t('field.name'), key: 'name', sorter: true, render: (_, { config }) => config.name },
                { title: t('endpoint.type'), render: (_, { config }) => TYPES[config.type] },
                {
                    title: t('endpoint.address'),
                    render: (_, { config }) =>
                        config.type === 'kafka'
                            ? config.servers?.join(', ')
                            : config['failover-group'] === undefined
                              ? `${config.host}:${config.port}`
                              : t('endpoint.group.of', { name: config['failover-group'] }),
                },
                { title: t('endpoint.user'), render: (_, { config }) => config.user },
                { title: 'TLS', render: (_, { config }) => t(`tls.${config.tls ?? 'preferred'}`) },
            ]}
            acts={(thing) =>
                may.operate && (
                    <Button size="small" onClick={() => setChecked(thing)}>
                        {t('check.do')}
                    </Button>
                )
            }
            menu={(thing) =>
                may.operate
                    ? [{ key: 'tables', label: t('endpoint.tables'), onClick: () => setLooked(thing) }]
                    : []
            }
            below={
                <>
                    <CheckDrawer endpoint={checked} close={() => setChecked(undefined)} />
                    <TablesDrawer endpoint={looked} close={() => setLooked(undefined)} />
                </>
            }
        />
    );
}

export const TYPES: Record<EndpointConfig['type'], string> = {
    mysql: 'MySQL',
    mariadb: 'MariaDB',
    postgresql: 'PostgreSQL',
    kafka: 'Kafka',
    oracle: 'Oracle',
};

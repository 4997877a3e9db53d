import { Form } from 'antd';
import type { CanalConfig } from '../../api/types';
import { useTexts } from '../../i18n';
import type { MessageKey } from '../../i18n';
import {
    DescriptionField,
    NameField,
    NumberField,
    SwitchField,
    TagsField,
    ThingField,
} from '../../ui/fields';
import { ThingsPage } from '../../ui/ThingsPage';
import { StartFields } from '../pipeline/PipelineFields';
import { startToConfig, startToForm } from '../pipeline/pipeline-values';
import type { StartValues } from '../pipeline/pipeline-values';

type Values = Omit<CanalConfig, 'start'> & { start: StartValues };

/** Settings for reading a source's log. */
export function CanalsPage() {
    const { t } = useTexts();
    return (
        <ThingsPage
            kind="canals"
            title={t('nav.canals')}
            note={t('canal.note')}
            addText={t('canal.add')}
            editText={t('canal.edit')}
            emptyText={t('canal.empty')}
            deleteText={t('canal.delete.what')}
            fresh={{
                start: { kind: 'now' },
                heartbeat: {
                    enabled: false,
                    'interval-seconds': 5,
                    'timeout-seconds': 30,
                    retries: 3,
                    failover: false,
                },
            }}
            toForm={(config) => ({ ...config, start: startToForm(config.start ?? 'now') })}
            toConfig={({ start, ...rest }: Values) => ({ ...rest, start: startToConfig(start) ?? 'now' })}
            columns={[
                { title: t('field.name'), key: 'name', sorter: true, render: (_, { config }) => config.name },
                { title: t('table.endpoint'), render: (_, { config }) => config.endpoint },
                {
                    title: t('pipeline.start'),
                    render: (_, { config }) =>
                        t(`option.start.${startToForm(config.start ?? 'now').kind}` as MessageKey),
                },
                {
                    title: t('canal.heartbeat'),
                    render: (_, { config }) => t(config.heartbeat?.enabled ? 'option.yes' : 'option.no'),
                },
                {
                    title: t('canal.exclude'),
                    render: (_, { config }) => (config.exclude ?? []).join(', ') || '–',
                },
            ]}
            form={(_, editing) => (
                <>
                    <NameField disabled={editing} />
                    <ThingField required kind="endpoints" name="endpoint" label={t('table.endpoint')} />
                    <StartFields name="start" />
                    <NumberField
                        name="replica-id"
                        label={t('canal.replica')}
                        hint={t('canal.replica.hint')}
                        min={1}
                        max={4_294_967_295}
                        placeholder={t('option.auto')}
                    />
                    <TagsField name="exclude" label={t('canal.exclude')} hint={t('canal.exclude.hint')} />
                    <SwitchField
                        name={['heartbeat', 'enabled']}
                        label={t('canal.heartbeat')}
                        hint={t('canal.heartbeat.hint')}
                    />
                    <Form.Item noStyle dependencies={[['heartbeat', 'enabled']]}>
                        {({ getFieldValue }) =>
                            getFieldValue(['heartbeat', 'enabled']) ? (
                                <>
                                    <NumberField
                                        name={['heartbeat', 'interval-seconds']}
                                        label={t('canal.interval')}
                                        min={1}
                                        max={3_600}
                                    />
                                    <NumberField
                                        name={['heartbeat', 'timeout-seconds']}
                                        label={t('canal.timeout')}
                                        min={1}
                                        max={3_600}
                                    />
                                    <NumberField
                                        name={['heartbeat', 'retries']}
                                        label={t('canal.retries')}
                                        min={0}
                                        max={100}
                                    />
                                    <SwitchField
                                        name={['heartbeat', 'failover']}
                                        label={t('canal.failover')}
                                    />
                                </>
                            ) : null
                        }
                    </Form.Item>
                    <DescriptionField />
                </>
            )}
        />
    );
}

import { Button, Form } from 'antd';
import { Link } from 'react-router';
import { useMay } from '../../api/session';
import { useAllThings, useSave } from '../../api/things';
import type { AlarmRuleConfig, Thing } from '../../api/types';
import { span } from '../../domain/format';
import { useTexts } from '../../i18n';
import {
    ChoiceField,
    DescriptionField,
    NameField,
    NumberField,
    SelectField,
    TagsField,
    TextField,
} from '../../ui/fields';
import { Moment } from '../../ui/Moment';
import { StatePip } from '../../ui/StatePip';
import { useTell } from '../../ui/tell';
import { ThingsPage } from '../../ui/ThingsPage';

const WATCHES = ['lag', 'silence', 'position', 'error'] as const;
const STATUSES = ['enabled', 'paused', 'disabled'] as const;
const HOUR = 3_600_000;

/** What somebody is told of. */
export function AlarmRulesPage() {
    const { t, language } = useTexts();
    const may = useMay();
    const tell = useTell();
    const save = useSave('alarm-rules');
    const channels = useAllThings('channels');
    const pipelines = (channels.data ?? []).flatMap(({ config }) =>
        (config.pipelines ?? []).map((pipeline) => `${config.name}/${pipeline.name}`),
    );
    const change = (rule: Thing<AlarmRuleConfig>, part: Partial<AlarmRuleConfig>) => {
        const { 'paused-until': before, ...rest } = rule.config;
        const until = part['paused-until'] ?? (part.status === 'paused' ? before : undefined);
        save.mutate(
            {
                id: rule.id,
                version: rule.version,
                config: { ...rest, ...part, ...(until === undefined ? {} : { 'paused-until': until }) },
            },
            { onSuccess: () => tell.done(t('do.saved')), onError: tell.failed },
        );
    };
    return (
        <ThingsPage
            kind="alarm-rules"
            title={t('nav.alarms')}
            note={t('alarm.note')}
            addText={t('alarm.add')}
            editText={t('alarm.edit')}
            emptyText={t('alarm.empty')}
            deleteText={t('alarm.delete.what')}
            fresh={{ watch: 'lag', seconds: 600, status: 'enabled', 'repeat-seconds': 1_800 }}
            columns={[
                { title: t('field.name'), key: 'name', sorter: true, render: (_, { config }) => config.name },
                {
                    title: t('field.pipeline'),
                    render: (_, { config }) => (
                        <Link to={`/pipelines/${config.pipeline}`}>{config.pipeline}</Link>
                    ),
                },
                { title: t('alarm.watch'), render: (_, { config }) => t(`watch.${config.watch}`) },
                {
                    title: t('alarm.limit'),
                    render: (_, { config }) =>
                        config.watch === 'error'
                            ? (config.keywords ?? []).join(', ') || t('alarm.any-error')
                            : span((config.seconds ?? 600) * 1_000, language),
                },
                {
                    title: t('field.status'),
                    render: (_, { config }) => (
                        <>
                            <StatePip state={config.status ?? 'disabled'} />
                            {config.status === 'paused' && config['paused-until'] && (
                                <div className="weak">
                                    {t('alarm.until')} <Moment at={config['paused-until']} />
                                </div>
                            )}
                        </>
                    ),
                },
                {
                    title: t('alarm.receiver'),
                    render: (_, { config }) => config.receiver || t('alarm.default'),
                },
            ]}
            acts={(rule) =>
                may.administer && (
                    <Button
                        size="small"
                        onClick={() =>
                            change(rule, {
                                status: rule.config.status === 'enabled' ? 'disabled' : 'enabled',
                            })
                        }
                    >
                        {t(rule.config.status === 'enabled' ? 'alarm.disable' : 'alarm.enable')}
                    </Button>
                )
            }
            menu={(rule) =>
                may.administer && rule.config.status === 'enabled'
                    ? [1, 8, 24].map((hours) => ({
                          key: String(hours),
                          label: t('alarm.pause', { hours }),
                          onClick: () =>
                              change(rule, {
                                  status: 'paused',
                                  'paused-until': new Date(Date.now() + hours * HOUR).toISOString(),
                              }),
                      }))
                    : []
            }
            form={() => (
                <>
                    <NameField />
                    <SelectField
                        required
                        name="pipeline"
                        label={t('field.pipeline')}
                        choices={pipelines.map((value) => ({ value, label: value }))}
                        loading={channels.isPending}
                    />
                    <ChoiceField
                        required
                        name="watch"
                        label={t('alarm.watch')}
                        choices={WATCHES.map((value) => ({ value, label: t(`watch.${value}`) }))}
                    />
                    <Form.Item noStyle dependencies={['watch']}>
                        {({ getFieldValue }) =>
                            getFieldValue('watch') === 'error' ? (
                                <TagsField
                                    name="keywords"
                                    label={t('alarm.keywords')}
                                    hint={t('alarm.keywords.hint')}
                                />
                            ) : (
                                <NumberField
                                    name="seconds"
                                    label={t('alarm.seconds')}
                                    min={1}
                                    max={2_592_000}
                                />
                            )
                        }
                    </Form.Item>
                    <ChoiceField
                        name="status"
                        label={t('field.status')}
                        choices={STATUSES.map((value) => ({ value, label: t(`state.${value}`) }))}
                    />
                    <Form.Item noStyle dependencies={['status']}>
                        {({ getFieldValue }) =>
                            getFieldValue('status') === 'paused' ? (
                                <TextField
                                    required
                                    name="paused-until"
                                    label={t('alarm.until')}
                                    placeholder="2026-12-01T08:00:00Z"
                                />
                            ) : null
                        }
                    </Form.Item>
                    <TagsField
                        name="periods"
                        label={t('alarm.periods')}
                        hint={t('alarm.periods.hint')}
                        placeholder="09:00-18:30"
                    />
                    <TextField name="receiver" label={t('alarm.receiver')} hint={t('alarm.receiver.hint')} />
                    <NumberField name="repeat-seconds" label={t('alarm.repeat')} min={0} max={2_592_000} />
                    <NumberField
                        name="recover-after"
                        label={t('alarm.recover')}
                        hint={t('alarm.recover.hint')}
                        min={1}
                        max={1_000}
                    />
                    <DescriptionField />
                </>
            )}
        />
    );
}

import { Alert, Collapse, Form } from 'antd';
import { useTexts } from '../../i18n';
import { ChoiceField, NumberField, SelectField, SwitchField, TextField, ThingField } from '../../ui/fields';
import { CopyFields, DdlFields } from './StatementFields';
import { VerifyFields } from './VerifyFields';
import { useChoices } from './use-choices';

/** Where reading begins when the target has no checkpoint yet. */
export function StartFields({ name, withDefault }: { name: string; withDefault?: boolean }) {
    const { t } = useTexts();
    const choices = useChoices();
    const kinds = ['now', 'earliest', 'file', 'gtid', 'timestamp'];
    return (
        <>
            <SelectField
                name={[name, 'kind']}
                label={t('pipeline.start')}
                hint={t('pipeline.start.hint')}
                choices={choices('start', withDefault ? ['default', ...kinds] : kinds)}
            />
            <Form.Item noStyle dependencies={[[name, 'kind']]}>
                {({ getFieldValue }) => {
                    switch (getFieldValue([name, 'kind']) as string | undefined) {
                        case 'file':
                            return (
                                <>
                                    <TextField
                                        required
                                        name={[name, 'file']}
                                        label={t('pipeline.start.file')}
                                    />
                                    <NumberField
                                        required
                                        name={[name, 'position']}
                                        label={t('pipeline.start.position')}
                                        min={4}
                                        max={Number.MAX_SAFE_INTEGER}
                                    />
                                </>
                            );
                        case 'gtid':
                            return <TextField required name={[name, 'gtid']} label="GTID" />;
                        case 'timestamp':
                            return (
                                <TextField
                                    required
                                    name={[name, 'timestamp']}
                                    label={t('pipeline.start.timestamp')}
                                    placeholder="2026-11-22T10:00:00Z"
                                />
                            );
                        default:
                            return null;
                    }
                }}
            </Form.Item>
        </>
    );
}

/** The options that most pipelines leave alone, folded by subject. */
export function OptionFields() {
    const { t } = useTexts();
    const choices = useChoices();
    return (
        <Collapse
            defaultActiveKey={['apply']}
            items={[
                {
                    key: 'apply',
                    label: t('pipeline.group.apply'),
                    forceRender: true,
                    children: (
                        <>
                            <ChoiceField
                                name="apply"
                                label={t('pipeline.apply')}
                                hint={t('pipeline.apply.hint')}
                                choices={choices('apply', ['strict', 'repair'])}
                            />
                            <ChoiceField
                                name="on-error"
                                label={t('pipeline.on-error')}
                                hint={t('pipeline.on-error.hint')}
                                choices={choices('on-error', ['stop', 'hold-table', 'quarantine'])}
                            />
                            <NumberField
                                name="parallelism"
                                label={t('pipeline.parallelism')}
                                hint={t('pipeline.parallelism.hint')}
                                min={1}
                                max={64}
                                placeholder={t('option.auto')}
                            />
                            <SwitchField
                                name="dry-run"
                                label={t('pipeline.dry-run')}
                                hint={t('pipeline.dry-run.hint')}
                            />
                        </>
                    ),
                },
                {
                    key: 'ddl',
                    label: t('pipeline.ddl'),
                    forceRender: true,
                    children: <DdlFields />,
                },
                {
                    key: 'copy',
                    label: t('pipeline.group.copy'),
                    forceRender: true,
                    children: <CopyFields />,
                },
                {
                    key: 'rows',
                    label: t('pipeline.group.rows'),
                    forceRender: true,
                    children: (
                        <>
                            <ChoiceField
                                name={['rows', 'mode']}
                                label={t('pipeline.rows.mode')}
                                choices={choices('mode', ['auto', 'field', 'row'])}
                            />
                            <ChoiceField
                                name={['rows', 'values']}
                                label={t('pipeline.rows.values')}
                                choices={choices('values', ['log', 'database'])}
                            />
                            <ChoiceField
                                name={['rows', 'vanished']}
                                label={t('pipeline.rows.vanished')}
                                choices={choices('vanished', ['use-log', 'drop'])}
                            />
                            <SwitchField
                                name="resync"
                                label={t('pipeline.resync')}
                                hint={t('pipeline.resync.hint')}
                            />
                        </>
                    ),
                },
                {
                    key: 'verify',
                    label: t('pipeline.group.verify'),
                    forceRender: true,
                    children: <VerifyFields choices={choices} />,
                },
                {
                    key: 'two-way',
                    label: t('pipeline.group.two-way'),
                    forceRender: true,
                    children: (
                        <>
                            <Alert
                                type="info"
                                showIcon
                                className="below"
                                title={t('pipeline.two-way.not-yet')}
                            />
                            <SwitchField
                                name={['two-way', 'home']}
                                label={t('pipeline.home')}
                                hint={t('pipeline.home.hint')}
                            />
                            <ChoiceField
                                name={['two-way', 'remedy']}
                                label={t('pipeline.remedy')}
                                choices={choices('remedy', ['none', 'loopback'])}
                            />
                            <NumberField
                                name={['two-way', 'remedy-seconds']}
                                label={t('pipeline.remedy-seconds')}
                                min={1}
                                max={86_400}
                            />
                            <TextField
                                name={['two-way', 'mark']}
                                label={t('pipeline.mark')}
                                hint={t('pipeline.mark.hint')}
                            />
                        </>
                    ),
                },
                {
                    key: 'nodes',
                    label: t('pipeline.group.nodes'),
                    forceRender: true,
                    children: (
                        <>
                            <ThingField
                                kind="nodes"
                                many
                                name={['nodes', 'select']}
                                label={t('pipeline.nodes.select')}
                                hint={t('pipeline.nodes.hint')}
                            />
                            <ThingField
                                kind="nodes"
                                many
                                name={['nodes', 'load']}
                                label={t('pipeline.nodes.load')}
                            />
                            <SwitchField
                                name={['nodes', 'external-address']}
                                label={t('pipeline.nodes.external')}
                            />
                        </>
                    ),
                },
            ]}
        />
    );
}

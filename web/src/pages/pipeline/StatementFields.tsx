import { Form, Select } from 'antd';
import { useTexts } from '../../i18n';
import { ChoiceField, NumberField, SelectField } from '../../ui/fields';
import { DDL_KINDS } from './pipeline-values';
import { useChoices } from './use-choices';

const WORDS = ['apply', 'apply-or-skip', 'ask', 'stop', 'ignore'];

/** What statements lead to that change tables: all, and each kind by itself. */
export function DdlFields() {
    const { t } = useTexts();
    const choices = useChoices();
    return (
        <>
            <ChoiceField
                name={['ddl', 'otherwise']}
                label={t('pipeline.ddl')}
                hint={t('pipeline.ddl.hint')}
                choices={choices('ddl', WORDS)}
            />
            <div className="chart-title">{t('pipeline.ddl.kinds')}</div>
            <div className="kinds below">
                {DDL_KINDS.map((kind) => (
                    <Form.Item
                        key={kind}
                        name={['ddl', kind]}
                        label={choices('kind', [kind])[0]?.label}
                        className="kind"
                    >
                        <Select
                            allowClear
                            placeholder={t('pipeline.ddl.otherwise')}
                            options={choices('ddl', WORDS)}
                        />
                    </Form.Item>
                ))}
            </div>
            <ChoiceField
                name={['ddl', 'missing']}
                label={t('pipeline.ddl.missing')}
                choices={choices('missing', ['refuse', 'ignore-null'])}
            />
        </>
    );
}

/** Whether rows that are there already are copied, and how much of the source that may take. */
export function CopyFields() {
    const { t } = useTexts();
    const choices = useChoices();
    return (
        <>
            <SelectField
                required
                name="snapshot"
                label={t('pipeline.snapshot')}
                hint={t('pipeline.snapshot.hint')}
                choices={choices('snapshot', ['never', 'initial', 'when-needed'])}
            />
            <NumberField
                name={['copy-limits', 'rows-per-second']}
                label={t('pipeline.copy.rows')}
                hint={t('pipeline.copy.rows.hint')}
                min={1}
                max={100_000_000}
            />
            <NumberField
                name={['copy-limits', 'source-threads']}
                label={t('pipeline.copy.threads')}
                min={1}
                max={100_000}
                placeholder="60"
            />
        </>
    );
}

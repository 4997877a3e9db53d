import { Form, Input } from 'antd';
import type { TrialAnswer } from '../../api/types';
import { isPattern } from '../../domain/batch';
import { several } from '../../domain/mapping';
import { problemsAt } from '../../domain/trial';
import { useTexts } from '../../i18n';
import { ChoiceField, SwitchField, TagsField } from '../../ui/fields';
import { AtPlace } from './AtPlace';

const LONGEST = 4_000;
const MOST_TABLES = 64;

/** Each row goes into one of several tables, which an expression names. */
export function RouteFields({ answer }: { answer: TrialAnswer | undefined }) {
    const { t } = useTexts();
    const on = Form.useWatch<boolean>('routed') ?? false;
    return (
        <>
            <SwitchField name="routed" label={t('route.on')} hint={t('route.on.hint')} />
            {on && (
                <>
                    <Form.Item
                        name={['route', 'by']}
                        label={t('route.by')}
                        extra={t('route.by.hint')}
                        rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
                    >
                        <Input.TextArea
                            className="code-field"
                            autoSize={{ minRows: 1, maxRows: 8 }}
                            maxLength={LONGEST}
                            placeholder="'orders_' + row.region"
                        />
                    </Form.Item>
                    <AtPlace problems={problemsAt(answer, 'route')} />
                    <TagsField
                        required
                        name={['route', 'among']}
                        label={t('route.among')}
                        hint={t('route.among.hint')}
                        placeholder="dw.orders_eu"
                        rules={[
                            {
                                validator: (_: unknown, value: string[] | undefined) =>
                                    value === undefined || value.length === 0 || listed(value)
                                        ? Promise.resolve()
                                        : Promise.reject(new Error(t('route.among.rule'))),
                            },
                        ]}
                    />
                    <ChoiceField
                        name={['route', 'otherwise']}
                        label={t('route.otherwise')}
                        choices={(['refuse', 'skip'] as const).map((value) => ({
                            value,
                            label: t(`route.otherwise.${value}`),
                        }))}
                    />
                </>
            )}
        </>
    );
}

/** Full names of single tables, each once. */
function listed(tables: string[]): boolean {
    return (
        tables.length >= 2 &&
        tables.length <= MOST_TABLES &&
        new Set(tables).size === tables.length &&
        tables.every((table) => isPattern(table) && !several(table))
    );
}

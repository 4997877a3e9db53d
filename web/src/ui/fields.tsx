import { Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactNode } from 'react';
import { useAllThings } from '../api/things';
import type { KindPath } from '../api/types';
import { useTexts } from '../i18n';

type Name = string | (string | number)[];

interface Base {
    name: Name;
    label: ReactNode;
    hint?: ReactNode;
    required?: boolean;
    disabled?: boolean;
}

function useRules(required: boolean | undefined, ...more: Rule[]): Rule[] {
    const { t } = useTexts();
    return required ? [{ required: true, message: t('form.needed') }, ...more] : more;
}

function Item({
    name,
    label,
    hint,
    rules,
    children,
}: Omit<Base, 'required'> & { rules: Rule[]; children: ReactNode }) {
    return (
        <Form.Item name={name} label={label} extra={hint} rules={rules}>
            {children}
        </Form.Item>
    );
}

export function TextField(props: Base & { secret?: boolean; placeholder?: string; autoFocus?: boolean }) {
    const rules = useRules(props.required);
    const input = {
        disabled: props.disabled ?? false,
        autoFocus: props.autoFocus ?? false,
        ...(props.placeholder === undefined ? {} : { placeholder: props.placeholder }),
    };
    return (
        <Item {...props} rules={rules}>
            {props.secret ? <Input.Password autoComplete="new-password" {...input} /> : <Input {...input} />}
        </Item>
    );
}

/** The name of a thing: what may be in it is the same everywhere. */
export function NameField({ disabled, name = 'name' }: { disabled?: boolean; name?: Name }) {
    const { t } = useTexts();
    const rules = useRules(true, { pattern: /^[A-Za-z0-9_.-]{1,64}$/, message: t('form.name.rule') });
    return (
        <Item name={name} label={t('field.name')} hint={t('form.name.rule')} rules={rules}>
            <Input disabled={disabled ?? false} autoFocus={!disabled} />
        </Item>
    );
}

export function DescriptionField({ name = 'description' }: { name?: Name }) {
    const { t } = useTexts();
    return (
        <Form.Item name={name} label={t('field.description')}>
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
    );
}

export function NumberField(props: Base & { min: number; max: number; unit?: string; placeholder?: string }) {
    const rules = useRules(props.required);
    return (
        <Item {...props} rules={rules}>
            <InputNumber
                min={props.min}
                max={props.max}
                precision={0}
                className="full"
                suffix={props.unit}
                placeholder={props.placeholder ?? ''}
            />
        </Item>
    );
}

export function SwitchField(props: Base) {
    return (
        <Form.Item name={props.name} label={props.label} extra={props.hint} valuePropName="checked">
            <Switch disabled={props.disabled ?? false} />
        </Form.Item>
    );
}

export interface Choice {
    value: string;
    label: string;
}

/** A few choices side by side. */
export function ChoiceField(props: Base & { choices: Choice[] }) {
    const rules = useRules(props.required);
    return (
        <Item {...props} rules={rules}>
            <Radio.Group options={props.choices} optionType="button" disabled={props.disabled ?? false} />
        </Item>
    );
}

export function SelectField(props: Base & { choices: Choice[]; loading?: boolean; many?: boolean }) {
    const rules = useRules(props.required);
    return (
        <Item {...props} rules={rules}>
            <Select
                showSearch={{ optionFilterProp: 'label' }}
                allowClear={!props.required}
                options={props.choices}
                loading={props.loading ?? false}
                disabled={props.disabled ?? false}
                {...(props.many ? { mode: 'multiple' as const } : {})}
            />
        </Item>
    );
}

/** A thing that is configured elsewhere, by its name. */
export function ThingField({ kind, ...props }: Base & { kind: KindPath; many?: boolean }) {
    const things = useAllThings(kind);
    const choices = (things.data ?? []).map(({ config }) => ({ value: config.name, label: config.name }));
    return <SelectField {...props} choices={choices} loading={things.isPending} />;
}

/** Free texts, one tag each. */
export function TagsField(props: Base & { placeholder?: string; rules?: Rule[] }) {
    const rules = useRules(props.required, ...(props.rules ?? []));
    return (
        <Item {...props} rules={rules}>
            <Select
                mode="tags"
                open={false}
                suffixIcon={null}
                tokenSeparators={[',', ' ', ';']}
                placeholder={props.placeholder}
            />
        </Item>
    );
}

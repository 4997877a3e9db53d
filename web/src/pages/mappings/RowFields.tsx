import { Button, Dropdown, Flex, Form, Input, Select } from 'antd';
import type { TrialAnswer } from '../../api/types';
import { problemsAt } from '../../domain/trial';
import type { SetPair } from '../../domain/mapping';
import { useTexts } from '../../i18n';
import { AtPlace } from './AtPlace';

/** Beginnings of expressions; the words that people know them by are texts. */
const TEMPLATES = {
    constant: "'sh'",
    copy: 'row.name',
    mask: 'mask(row.phone, 3, 4)',
    hash: 'hash(row.name)',
    default: "coalesce(row.name, '')",
    table: 'source.table',
} as const;

const LONGEST = 4_000;
const LONGEST_SOURCE = 100_000;

/** Where a row processor begins. */
const SOURCE = `package com.acme;

import dev.otter.model.extend.*;

public final class Cleaning implements RowProcessor {
    @Override
    public boolean process(RowImage row) {
        return true;
    }
}
`;

/** Which rows are sent, and what is worked out for them. */
export function RowFields({ answer }: { answer: TrialAnswer | undefined }) {
    const { t } = useTexts();
    const form = Form.useFormInstance();
    const processor = Form.useWatch<string>('processor') ?? '';
    return (
        <>
            <Form.Item name="where" label={t('mapping.where')} extra={t('mapping.where.hint')}>
                <Input.TextArea
                    className="code-field"
                    autoSize={{ minRows: 1, maxRows: 8 }}
                    maxLength={LONGEST}
                    placeholder="row.country == 'CN' && row.amount > 100"
                />
            </Form.Item>
            <AtPlace problems={problemsAt(answer, 'where')} />
            <Computed answer={answer} />
            <Groups />
            <AtPlace problems={problemsAt(answer, 'groups')} />
            <Form.Item name="processor" label={t('mapping.processor')} extra={t('mapping.processor.hint')}>
                <Input.TextArea
                    className="code-field"
                    autoSize={{ minRows: 1, maxRows: 24 }}
                    maxLength={LONGEST_SOURCE}
                    spellCheck={false}
                    placeholder="com.acme.Cleaning"
                />
            </Form.Item>
            <div className="below">
                <Button
                    size="small"
                    disabled={processor.trim() !== ''}
                    onClick={() => form.setFieldValue('processor', SOURCE)}
                >
                    {t('mapping.processor.source')}
                </Button>
            </div>
            <AtPlace problems={problemsAt(answer, 'processor')} />
        </>
    );
}

/** Columns of the target whose values are worked out. */
function Computed({ answer }: { answer: TrialAnswer | undefined }) {
    const { t } = useTexts();
    const form = Form.useFormInstance();
    const set = Form.useWatch<SetPair[]>('set') ?? [];
    const needed = [{ required: true, message: t('form.needed') }];
    return (
        <Form.Item label={t('mapping.set')} extra={t('mapping.set.hint')}>
            <Form.List
                name="set"
                rules={[
                    {
                        validator: (_, value: SetPair[] | undefined) =>
                            twice(value ?? [])
                                ? Promise.reject(new Error(t('mapping.set.twice')))
                                : Promise.resolve(),
                    },
                ]}
            >
                {(fields, { add, remove }, { errors }) => (
                    <div className="stack">
                        {fields.map(({ key, name }) => (
                            <div key={key}>
                                <Flex gap={8} align="start">
                                    <Form.Item name={[name, 'column']} rules={needed} className="set-column">
                                        <Input
                                            placeholder={t('mapping.column.target')}
                                            aria-label={t('mapping.column.target')}
                                        />
                                    </Form.Item>
                                    <span aria-hidden className="arrow">
                                        =
                                    </span>
                                    <Form.Item name={[name, 'expression']} rules={needed} className="grow">
                                        <Input.TextArea
                                            className="code-field"
                                            autoSize={{ minRows: 1, maxRows: 8 }}
                                            maxLength={LONGEST}
                                            placeholder={t('mapping.expression')}
                                            aria-label={t('mapping.expression')}
                                        />
                                    </Form.Item>
                                    <Dropdown
                                        trigger={['click']}
                                        menu={{
                                            items: Object.entries(TEMPLATES).map(([template, text]) => ({
                                                key: template,
                                                label: (
                                                    <>
                                                        {t(
                                                            `mapping.template.${template as keyof typeof TEMPLATES}`,
                                                        )}{' '}
                                                        <code className="weak">{text}</code>
                                                    </>
                                                ),
                                                onClick: () =>
                                                    form.setFieldValue(['set', name, 'expression'], text),
                                            })),
                                        }}
                                    >
                                        <Button>{t('mapping.template')}</Button>
                                    </Dropdown>
                                    <Button onClick={() => remove(name)}>{t('do.delete')}</Button>
                                </Flex>
                                <AtPlace problems={problemsAt(answer, 'set', set[name]?.column ?? '')} />
                            </div>
                        ))}
                        <div>
                            <Button type="dashed" onClick={() => add({ column: '', expression: '' })}>
                                {t('mapping.set.add')}
                            </Button>
                        </div>
                        <Form.ErrorList errors={errors} />
                    </div>
                )}
            </Form.List>
        </Form.Item>
    );
}

/** Only one expression can fill a column; case does not count. */
function twice(set: SetPair[]): boolean {
    const names = set.map(({ column }) => (column ?? '').toLowerCase()).filter((name) => name !== '');
    return new Set(names).size < names.length;
}

/** Columns that are all sent when one of them changes. */
function Groups() {
    const { t } = useTexts();
    return (
        <Form.Item label={t('mapping.groups')} extra={t('mapping.groups.hint')}>
            <Form.List name="groups">
                {(fields, { add, remove }) => (
                    <div className="stack">
                        {fields.map(({ key, name }) => (
                            <Flex key={key} gap={8}>
                                <Form.Item name={name} noStyle>
                                    <Select
                                        mode="tags"
                                        open={false}
                                        suffixIcon={null}
                                        className="full"
                                        aria-label={t('mapping.group', { number: name + 1 })}
                                        tokenSeparators={[',', ' ']}
                                    />
                                </Form.Item>
                                <Button onClick={() => remove(name)}>{t('do.delete')}</Button>
                            </Flex>
                        ))}
                        <div>
                            <Button type="dashed" onClick={() => add([])}>
                                {t('mapping.groups.add')}
                            </Button>
                        </div>
                    </div>
                )}
            </Form.List>
        </Form.Item>
    );
}

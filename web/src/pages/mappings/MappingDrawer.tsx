import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Flex, Form, Input, Radio, Select, Switch } from 'antd';
import { useEffect } from 'react';
import { isPattern } from '../../domain/batch';
import { FRESH_MAPPING } from '../../domain/mapping';
import type { Mapping } from '../../domain/mapping';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import { useTell } from '../../ui/tell';
import { ColumnEditor } from './ColumnEditor';

interface Props {
    mapping: Mapping | undefined;
    open: boolean;
    close: () => void;
    save: (mapping: Mapping) => Promise<unknown>;
}

/** A mapping with its columns and column groups. */
export function MappingDrawer({ mapping, open, close, save }: Props) {
    const { t } = useTexts();
    const tell = useTell();
    const [form] = Form.useForm<Mapping>();
    const saving = useMutation({ mutationFn: save });
    const { reset } = saving;
    useEffect(() => {
        if (open) {
            form.resetFields();
            form.setFieldsValue(mapping ?? FRESH_MAPPING);
            reset();
        }
    }, [open, mapping, form, reset]);
    const finish = (values: Partial<Mapping>) =>
        saving.mutate(
            { ...FRESH_MAPPING, kept: mapping?.kept ?? {}, ...values, target: values.target ?? '' },
            {
                onSuccess: () => {
                    tell.done(t('do.saved'));
                    close();
                },
            },
        );
    const pattern = {
        validator: (_: unknown, value: string | undefined) =>
            value === undefined || value === '' || isPattern(value)
                ? Promise.resolve()
                : Promise.reject(new Error(t('mapping.pattern.rule'))),
    };
    return (
        <Drawer
            title={mapping ? t('mapping.edit') : t('mapping.add')}
            size={720}
            open={open}
            onClose={close}
            footer={
                <Flex gap={8} justify="end">
                    <Button onClick={close}>{t('do.cancel')}</Button>
                    <Button type="primary" loading={saving.isPending} onClick={() => form.submit()}>
                        {t('do.save')}
                    </Button>
                </Flex>
            }
        >
            <Form form={form} layout="vertical" onFinish={finish}>
                <Form.Item
                    name="source"
                    label={t('mapping.source')}
                    extra={t('mapping.pattern.rule')}
                    rules={[{ required: true, message: t('form.needed') }, pattern]}
                >
                    <Input autoFocus placeholder="shop.order_[00-31]" />
                </Form.Item>
                <Form.Item
                    name="leave"
                    label={t('mapping.leave')}
                    extra={t('mapping.leave.hint')}
                    valuePropName="checked"
                >
                    <Switch />
                </Form.Item>
                <Form.Item noStyle dependencies={['leave', 'mode']}>
                    {({ getFieldValue }) =>
                        getFieldValue('leave') ? null : (
                            <>
                                <Form.Item
                                    name="target"
                                    label={t('mapping.target')}
                                    extra={t('mapping.target.hint')}
                                    rules={[pattern]}
                                >
                                    <Input placeholder={t('mapping.same')} />
                                </Form.Item>
                                <Form.Item name="mode" label={t('mapping.columns')}>
                                    <Radio.Group
                                        optionType="button"
                                        options={(['all', 'include', 'exclude'] as const).map((value) => ({
                                            value,
                                            label: t(`mapping.mode.${value}`),
                                        }))}
                                    />
                                </Form.Item>
                                {getFieldValue('mode') === 'include' && (
                                    <Form.Item
                                        name="include"
                                        rules={[{ required: true, message: t('form.needed') }]}
                                    >
                                        <ColumnEditor />
                                    </Form.Item>
                                )}
                                {getFieldValue('mode') === 'exclude' && (
                                    <Form.Item
                                        name="exclude"
                                        label={t('mapping.exclude')}
                                        rules={[{ required: true, message: t('form.needed') }]}
                                    >
                                        <Select
                                            mode="tags"
                                            open={false}
                                            suffixIcon={null}
                                            tokenSeparators={[',', ' ']}
                                        />
                                    </Form.Item>
                                )}
                                <Groups />
                            </>
                        )
                    }
                </Form.Item>
            </Form>
            {saving.error && <ProblemView error={saving.error} />}
        </Drawer>
    );
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
                        <Button type="dashed" onClick={() => add([])}>
                            {t('mapping.groups.add')}
                        </Button>
                    </div>
                )}
            </Form.List>
        </Form.Item>
    );
}

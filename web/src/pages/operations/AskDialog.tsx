import { Form, Input, Modal, Typography } from 'antd';
import { useEffect } from 'react';
import { useAddOperation } from '../../api/operations';
import type { OperationKind } from '../../api/operations';
import { requestOf } from '../../domain/operations';
import type { OperationForm } from '../../domain/operations';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import { ChoiceField, NumberField, SwitchField, TagsField, TextField } from '../../ui/fields';
import { useTell } from '../../ui/tell';

interface Props {
    channel: number;
    pipeline: string;
    /** What is asked for; the dialog is open when there is one. */
    kind: OperationKind | undefined;
    close: () => void;
}

/** Asks for an operation. */
export function AskDialog({ channel, pipeline, kind, close }: Props) {
    const { t } = useTexts();
    const [form] = Form.useForm<OperationForm>();
    const add = useAddOperation(channel, pipeline);
    const { reset } = add;
    const tell = useTell();
    useEffect(() => {
        if (kind !== undefined) {
            reset();
            form.resetFields();
        }
    }, [kind, form, reset]);
    const finish = (values: OperationForm) => {
        if (kind === undefined) return;
        add.mutate(requestOf(kind, values), {
            onSuccess: (made) => {
                tell.done(t('operation.added', { id: String(made.id) }));
                close();
            },
        });
    };
    return (
        <Modal
            title={kind && t(`operation.do.${kind}`)}
            open={kind !== undefined}
            onCancel={close}
            okText={kind && t(`operation.do.${kind}`)}
            cancelText={t('do.cancel')}
            okButtonProps={{ loading: add.isPending }}
            onOk={() => form.submit()}
            forceRender
        >
            {kind && <Typography.Paragraph>{t(`operation.what.${kind}`)}</Typography.Paragraph>}
            <Form
                form={form}
                layout="vertical"
                onFinish={finish}
                initialValues={{ by: 'keys', repair: false, tables: [] }}
            >
                {kind && <Fields kind={kind} />}
            </Form>
            {add.error && <ProblemView error={add.error} />}
        </Modal>
    );
}

function Fields({ kind }: { kind: OperationKind }) {
    const { t } = useTexts();
    switch (kind) {
        case 'copy':
            return (
                <>
                    <TagsField
                        name="tables"
                        label={t('nav.tables')}
                        placeholder={t('operation.tables.all')}
                    />
                    <TextField name="where" label={t('operation.where')} hint={t('operation.where.copy')} />
                </>
            );
        case 'check':
            return (
                <>
                    <TagsField
                        name="tables"
                        label={t('nav.tables')}
                        placeholder={t('operation.tables.all')}
                    />
                    <NumberField
                        name="limit"
                        label={t('operation.limit')}
                        hint={t('operation.limit.hint')}
                        min={1}
                        max={10_000_000}
                    />
                    <SwitchField
                        name="repair"
                        label={t('operation.repair')}
                        hint={t('operation.repair.hint')}
                    />
                </>
            );
        case 'resync':
            return <ResyncFields />;
        case 'standby':
            return (
                <TextField
                    name="server"
                    label={t('operation.server')}
                    hint={t('operation.server.hint')}
                    required
                />
            );
        case 'ddl':
            return null;
    }
}

function ResyncFields() {
    const { t } = useTexts();
    const by = Form.useWatch<OperationForm['by']>('by') ?? 'keys';
    return (
        <>
            <TextField name="table" label={t('operation.table')} placeholder="shop.orders" required />
            <ChoiceField
                name="by"
                label={t('operation.by')}
                choices={[
                    { value: 'keys', label: t('operation.by.keys') },
                    { value: 'where', label: t('operation.by.where') },
                ]}
            />
            {by === 'keys' ? (
                <Form.Item
                    name="keys"
                    label={t('operation.keys')}
                    extra={t('operation.keys.hint')}
                    rules={[{ required: true, message: t('form.needed') }]}
                >
                    <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
                </Form.Item>
            ) : (
                <TextField name="where" label={t('operation.where')} required />
            )}
        </>
    );
}

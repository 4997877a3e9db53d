import { Alert, Button, Form, Modal, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useMakeToken, useRevokeToken, useTokens } from '../../api/records';
import type { Token } from '../../api/types';
import { useTexts } from '../../i18n';
import { ChoiceField, NameField, NumberField } from '../../ui/fields';
import { Face, Nothing } from '../../ui/Face';
import { Moment } from '../../ui/Moment';
import { PageHead } from '../../ui/PageHead';
import { ProblemView } from '../../ui/ProblemView';
import { useDanger } from '../../ui/tell';
import { AddButton } from '../../ui/ThingTable';

/** Tokens for programs. */
export function TokensPage() {
    const { t } = useTexts();
    const tokens = useTokens();
    const revoke = useRevokeToken();
    const danger = useDanger();
    const [adding, setAdding] = useState(false);
    const [now] = useState(() => Date.now());
    const revokeIt = (token: Token) =>
        danger({
            title: t('token.revoke.title', { name: token.name }),
            what: t('token.revoke.what'),
            word: t('token.revoke'),
            act: () => revoke.mutateAsync(token.id),
            done: t('token.revoke.done'),
        });
    const add = <AddButton text={t('token.add')} act={() => setAdding(true)} />;
    return (
        <>
            <PageHead title={t('nav.tokens')} note={t('token.note')} actions={add} />
            <Face
                query={tokens}
                isEmpty={(all) => all.length === 0}
                empty={<Nothing text={t('token.empty')}>{add}</Nothing>}
            >
                {(all) => (
                    <Table
                        rowKey="id"
                        size="middle"
                        scroll={{ x: 'max-content' }}
                        dataSource={all}
                        pagination={{ pageSize: 50, hideOnSinglePage: true }}
                        columns={[
                            { title: t('field.id'), dataIndex: 'id', width: 76 },
                            { title: t('field.name'), dataIndex: 'name' },
                            { title: t('user.role'), render: (_, token) => t(`role.${token.role}`) },
                            { title: t('token.by'), render: (_, token) => token['created-by'] },
                            {
                                title: t('tree.created'),
                                render: (_, token) => <Moment at={token['created-at']} />,
                            },
                            {
                                title: t('token.expires'),
                                render: (_, token) => <Moment at={token['expires-at']} />,
                            },
                            {
                                title: t('field.state'),
                                render: (_, token) =>
                                    token['revoked-at'] ? (
                                        <Tag color="error">{t('token.revoked')}</Tag>
                                    ) : Date.parse(token['expires-at']) < now ? (
                                        <Tag>{t('token.expired')}</Tag>
                                    ) : (
                                        <Tag color="success">{t('token.good')}</Tag>
                                    ),
                            },
                            {
                                title: t('field.acts'),
                                width: 1,
                                render: (_, token) =>
                                    token['revoked-at'] ? null : (
                                        <Button size="small" danger onClick={() => revokeIt(token)}>
                                            {t('token.revoke')}
                                        </Button>
                                    ),
                            },
                        ]}
                    />
                )}
            </Face>
            <NewToken open={adding} close={() => setAdding(false)} />
        </>
    );
}

function NewToken({ open, close }: { open: boolean; close: () => void }) {
    const { t } = useTexts();
    const make = useMakeToken();
    const [form] = Form.useForm<{ name: string; role: string; days: number }>();
    const end = () => {
        make.reset();
        form.resetFields();
        close();
    };
    return (
        <Modal
            title={t('token.add')}
            open={open}
            onCancel={end}
            okText={make.data ? t('do.close') : t('do.save')}
            okButtonProps={{ loading: make.isPending }}
            onOk={() => (make.data ? end() : form.submit())}
        >
            {make.data ? (
                <>
                    <Alert className="below" type="warning" showIcon title={t('shown.once')} />
                    <Typography.Paragraph copyable={{ text: make.data.text }} className="break">
                        <Typography.Text code>{make.data.text}</Typography.Text>
                    </Typography.Paragraph>
                </>
            ) : (
                <Form
                    form={form}
                    layout="vertical"
                    initialValues={{ role: 'operator', days: 365 }}
                    onFinish={(values) => make.mutate(values)}
                >
                    <NameField />
                    <ChoiceField
                        required
                        name="role"
                        label={t('user.role')}
                        choices={(['operator', 'admin'] as const).map((value) => ({
                            value,
                            label: t(`role.${value}`),
                        }))}
                    />
                    <NumberField required name="days" label={t('token.days')} min={1} max={3_650} />
                    {make.error && <ProblemView error={make.error} />}
                </Form>
            )}
        </Modal>
    );
}

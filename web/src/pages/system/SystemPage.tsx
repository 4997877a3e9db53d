import { Button, Card, Flex, Form } from 'antd';
import { useEffect, useState } from 'react';
import { useSaveSystem, useSystem } from '../../api/records';
import { useMay } from '../../api/session';
import type { SystemConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { NumberField, SwitchField, TagsField, TextField } from '../../ui/fields';
import { Face } from '../../ui/Face';
import { HistoryDrawer } from '../../ui/HistoryDrawer';
import { PageHead } from '../../ui/PageHead';
import { ProblemView } from '../../ui/ProblemView';
import { useTell } from '../../ui/tell';

interface Values extends Omit<SystemConfig, 'alarm-receivers'> {
    receivers: { key: string; addresses: string[] }[];
}

/** The one set of parameters of the manager. */
export function SystemPage() {
    const { t } = useTexts();
    const system = useSystem();
    const [history, setHistory] = useState(false);
    return (
        <>
            <PageHead
                title={t('nav.parameters')}
                actions={<Button onClick={() => setHistory(true)}>{t('do.history')}</Button>}
            />
            <Face query={system}>
                {(thing) => (
                    <>
                        <SystemForm thing={thing} again={() => void system.refetch()} />
                        <HistoryDrawer
                            path="system"
                            name={t('nav.parameters')}
                            version={thing.version}
                            open={history}
                            close={() => setHistory(false)}
                        />
                    </>
                )}
            </Face>
        </>
    );
}

function SystemForm({ thing, again }: { thing: Thing<SystemConfig>; again: () => void }) {
    const { t } = useTexts();
    const may = useMay();
    const tell = useTell();
    const save = useSaveSystem();
    const [form] = Form.useForm<Values>();
    useEffect(() => {
        const { 'alarm-receivers': receivers, ...rest } = thing.config;
        form.setFieldsValue({
            ...rest,
            receivers: Object.entries(receivers ?? {}).map(([key, addresses]) => ({ key, addresses })),
        });
        // Only another version fills the form anew.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [thing.version, form]);
    const finish = ({ receivers, ...rest }: Values) =>
        save.mutate(
            {
                version: thing.version,
                config: {
                    ...rest,
                    'alarm-receivers': Object.fromEntries(
                        (receivers ?? []).map(({ key, addresses }) => [key, addresses ?? []]),
                    ),
                },
            },
            { onSuccess: () => tell.done(t('do.saved')) },
        );
    return (
        <Card style={{ maxWidth: 760 }}>
            <Form form={form} layout="vertical" disabled={!may.administer} onFinish={finish}>
                <SwitchField
                    name="anonymous-read"
                    label={t('system.anonymous')}
                    hint={t('system.anonymous.hint')}
                />
                <NumberField
                    required
                    name="session-minutes"
                    label={t('system.session')}
                    min={5}
                    max={10_080}
                    unit={t('system.minutes')}
                />
                <NumberField
                    required
                    name="history-days"
                    label={t('system.history')}
                    hint={t('system.history.hint')}
                    min={1}
                    max={3_650}
                    unit={t('system.days')}
                />
                <TextField
                    name="default-receiver"
                    label={t('system.default-receiver')}
                    hint={t('system.default-receiver.hint')}
                />
                <Form.Item label={t('system.receivers')} extra={t('system.receivers.hint')}>
                    <Form.List name="receivers">
                        {(fields, { add, remove }) => (
                            <>
                                {fields.map(({ key, name }) => (
                                    <Flex key={key} gap={12} align="center" wrap>
                                        <TextField
                                            required
                                            name={[name, 'key']}
                                            label={t('system.receiver.key')}
                                        />
                                        <div style={{ flex: 1, minWidth: 220 }}>
                                            <TagsField
                                                required
                                                name={[name, 'addresses']}
                                                label={t('system.receiver.addresses')}
                                            />
                                        </div>
                                        <Button onClick={() => remove(name)}>{t('do.delete')}</Button>
                                    </Flex>
                                ))}
                                <Button type="dashed" onClick={() => add({ addresses: [] })}>
                                    {t('system.receivers.add')}
                                </Button>
                            </>
                        )}
                    </Form.List>
                </Form.Item>
                {save.error && (
                    <div className="below">
                        <ProblemView
                            error={save.error}
                            retry={() => {
                                save.reset();
                                again();
                            }}
                        />
                    </div>
                )}
                {may.administer && (
                    <Button type="primary" htmlType="submit" loading={save.isPending}>
                        {t('do.save')}
                    </Button>
                )}
            </Form>
        </Card>
    );
}

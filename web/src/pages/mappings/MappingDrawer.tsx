import { useMutation } from '@tanstack/react-query';
import { Button, Collapse, Drawer, Flex, Form, Input, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useMatchingTables } from '../../api/records';
import { useAllThings } from '../../api/things';
import { isPattern } from '../../domain/batch';
import { FRESH_MAPPING, several, writeMapping } from '../../domain/mapping';
import type { Mapping } from '../../domain/mapping';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import { useTell } from '../../ui/tell';
import { ColumnFields } from './ColumnFields';
import { FileFields } from './FileFields';
import { RouteFields } from './RouteFields';
import { RowFields } from './RowFields';
import { TryBox } from './TryBox';
import { useTrial } from './use-trial';

interface Props {
    channel: number;
    pipeline: string;
    /** Name of the source. */
    endpoint: string;
    mapping: Mapping | undefined;
    open: boolean;
    close: () => void;
    save: (mapping: Mapping) => Promise<unknown>;
}

const MOST_TABLES = 200;

/** A mapping: which tables, which columns, what becomes of the rows and which files; and a row to try it with. */
export function MappingDrawer({ channel, pipeline, endpoint, mapping, open, close, save }: Props) {
    const { t } = useTexts();
    const tell = useTell();
    const [form] = Form.useForm<Mapping>();
    const saving = useMutation({ mutationFn: save });
    const { reset } = saving;
    const trial = useTrial(channel, pipeline);
    const { forget } = trial;
    const leave = Form.useWatch('leave', form) ?? false;
    const routed = Form.useWatch('routed', form) ?? false;
    const source = Form.useWatch('source', form) ?? '';
    const many = isPattern(source) && several(source);
    const tables = useTables(endpoint, many ? source : '', open);
    const [table, setTable] = useState<{ of: string; name: string }>();

    const filled = (values: Partial<Mapping>): Mapping => ({
        ...FRESH_MAPPING,
        ...values,
        files: { ...FRESH_MAPPING.files, ...values.files },
        route: { ...FRESH_MAPPING.route, ...values.route },
        kept: mapping?.kept ?? {},
        target: values.target ?? '',
        where: values.where ?? '',
        processor: values.processor ?? '',
    });
    useEffect(() => {
        if (open) {
            form.resetFields();
            form.setFieldsValue(mapping ?? FRESH_MAPPING);
            reset();
            forget();
        }
    }, [open, mapping, form, reset, forget]);

    const chosen = many ? (table?.of === source ? table.name : tables.found?.[0]) : undefined;
    const attempt = (fresh: boolean, always: boolean, of = chosen) => {
        const values = filled(form.getFieldsValue(true) as Partial<Mapping>);
        if (values.leave || !isPattern(values.source)) return;
        if (several(values.source) && of === undefined) {
            tables.ask(values.source, (first) => attempt(fresh, always, first));
            return;
        }
        trial.attempt(writeMapping(values), of, fresh ? [] : trial.row, always);
    };
    /** What was typed is looked at as soon as one goes on. */
    const onwards = () => {
        if (trial.answer !== undefined || trial.error !== null) attempt(false, false);
    };
    const finish = () =>
        saving.mutate(filled(form.getFieldsValue(true) as Partial<Mapping>), {
            onSuccess: () => {
                tell.done(t('do.saved'));
                close();
            },
        });
    const pattern = {
        validator: (_: unknown, value: string | undefined) =>
            value === undefined || value === '' || isPattern(value)
                ? Promise.resolve()
                : Promise.reject(new Error(t('mapping.pattern.rule'))),
    };
    return (
        <Drawer
            title={mapping ? t('mapping.edit') : t('mapping.add')}
            size={1080}
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
            <div className="stack">
                <Form
                    form={form}
                    layout="vertical"
                    onFinish={finish}
                    onBlur={onwards}
                    scrollToFirstError
                    preserve
                >
                    <div className="columns">
                        <Form.Item
                            name="source"
                            label={t('mapping.source')}
                            extra={t('mapping.pattern.rule')}
                            rules={[{ required: true, message: t('form.needed') }, pattern]}
                        >
                            <Input autoFocus placeholder="shop.order_[00-31]" />
                        </Form.Item>
                        {!leave && !routed && (
                            <Form.Item
                                name="target"
                                label={t('mapping.target')}
                                extra={t('mapping.target.hint')}
                                rules={[pattern]}
                            >
                                <Input placeholder={t('mapping.same')} />
                            </Form.Item>
                        )}
                    </div>
                    <Form.Item
                        name="leave"
                        label={t('mapping.leave')}
                        extra={t('mapping.leave.hint')}
                        valuePropName="checked"
                    >
                        <Switch />
                    </Form.Item>
                    {!leave && (
                        <Collapse
                            key={mapping?.source ?? 'new'}
                            defaultActiveKey={opened(mapping)}
                            items={[
                                {
                                    key: 'columns',
                                    label: t('mapping.columns'),
                                    forceRender: true,
                                    children: <ColumnFields answer={trial.answer} />,
                                },
                                {
                                    key: 'rows',
                                    label: t('mapping.rows'),
                                    forceRender: true,
                                    children: <RowFields answer={trial.answer} />,
                                },
                                {
                                    key: 'route',
                                    label: t('mapping.route'),
                                    forceRender: true,
                                    children: <RouteFields answer={trial.answer} />,
                                },
                                {
                                    key: 'files',
                                    label: t('mapping.files'),
                                    forceRender: true,
                                    children: <FileFields />,
                                },
                            ]}
                        />
                    )}
                </Form>
                {saving.error && <ProblemView error={saving.error} />}
                {!leave && (
                    <TryBox
                        answer={trial.answer}
                        error={trial.error ?? tables.error}
                        busy={trial.busy || tables.busy}
                        ready={isPattern(source)}
                        row={trial.row}
                        setRow={trial.setRow}
                        tables={many ? tables.found : undefined}
                        table={chosen}
                        setTable={(next) => {
                            setTable({ of: source, name: next });
                            attempt(true, true, next);
                        }}
                        attempt={(fresh) => attempt(fresh, true)}
                    />
                )}
            </div>
        </Drawer>
    );
}

/** The sections in which something is said. */
function opened(mapping: Mapping | undefined): string[] {
    const rows =
        mapping && (mapping.where || mapping.processor || mapping.set.length || mapping.groups.length);
    return [
        'columns',
        ...(rows ? ['rows'] : []),
        ...(mapping?.routed ? ['route'] : []),
        ...(mapping?.withFiles ? ['files'] : []),
    ];
}

/** The source's tables that a pattern takes at present. */
function useTables(endpoint: string, pattern: string, open: boolean) {
    const endpoints = useAllThings('endpoints', open);
    const matching = useMatchingTables();
    const id = endpoints.data?.find(({ config }) => config.name === endpoint)?.id;
    const current = matching.variables?.patterns[0] === pattern;
    return {
        found: current ? matching.data?.tables.slice(0, MOST_TABLES) : undefined,
        error: current ? matching.error : null,
        busy: matching.isPending,
        ask: (of: string, then: (first: string) => void) => {
            if (id === undefined) return;
            matching.mutate(
                { endpoint: id, patterns: [of] },
                {
                    onSuccess: ({ tables: [first] }) => {
                        if (first !== undefined) then(first);
                    },
                },
            );
        },
    };
}

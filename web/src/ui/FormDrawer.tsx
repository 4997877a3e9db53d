import { Button, Drawer, Flex, Form } from 'antd';
import type { FormInstance } from 'antd';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { ask } from '../api/client';
import { useSave } from '../api/things';
import type { KindPath, Kinds, Thing } from '../api/types';
import { useTexts } from '../i18n';
import { ProblemView, problemFrom } from './ProblemView';
import { prune } from './prune';
import { useTell } from './tell';

interface Props<K extends KindPath> {
    kind: K;
    title: string;
    /** What is edited; new when undefined. */
    thing: Thing<Kinds[K]> | undefined;
    open: boolean;
    close: () => void;
    /** What the form shows of a new thing. */
    fresh: object;
    /** Between what is kept and what the form shows. */
    toForm?: (config: Kinds[K]) => object;
    toConfig?: (values: never, before: Kinds[K] | undefined) => object;
    saved?: (thing: Thing<Kinds[K]>) => void;
    children: (form: FormInstance, editing: boolean) => ReactNode;
}

/** Makes or edits a thing. When somebody else changed it meanwhile, it says so and offers theirs. */
export function FormDrawer<K extends KindPath>(props: Props<K>) {
    const { t } = useTexts();
    const [form] = Form.useForm();
    const save = useSave(props.kind);
    const tell = useTell();
    const editing = props.thing !== undefined;
    /** What the form was filled with; a change of somebody else must not slip in under it. */
    const base = useRef<Thing<Kinds[K]>>(undefined);
    const fill = (thing: Thing<Kinds[K]> | undefined) => {
        base.current = thing;
        save.reset();
        form.resetFields();
        form.setFieldsValue(thing ? (props.toForm ? props.toForm(thing.config) : thing.config) : props.fresh);
    };
    const { open } = props;
    useEffect(() => {
        if (open) fill(props.thing);
        // Filled once at each opening, and by people when they reload.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [open, props.thing?.id]);
    const reload = async () => {
        try {
            fill(await ask<Thing<Kinds[K]>>(`/${props.kind}/${base.current?.id}`));
        } catch (error) {
            tell.failed(error);
        }
    };
    const finish = (values: unknown) => {
        const thing = base.current;
        const config = prune(
            props.toConfig ? props.toConfig(values as never, thing?.config) : values,
        ) as Kinds[K];
        save.mutate(thing ? { id: thing.id, version: thing.version, config } : { config }, {
            onSuccess: (made) => {
                tell.done(t('do.saved'));
                props.close();
                props.saved?.(made);
            },
        });
    };
    return (
        <Drawer
            title={props.title}
            size={560}
            open={open}
            onClose={props.close}
            destroyOnHidden
            footer={
                <Flex gap={8} justify="end">
                    <Button onClick={props.close}>{t('do.cancel')}</Button>
                    <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
                        {t('do.save')}
                    </Button>
                </Flex>
            }
        >
            <Form form={form} layout="vertical" onFinish={finish} scrollToFirstError>
                {props.children(form, editing)}
            </Form>
            {save.error && (
                <ProblemView
                    error={save.error}
                    {...(problemFrom(save.error).changedMeanwhile ? { retry: () => void reload() } : {})}
                />
            )}
        </Drawer>
    );
}

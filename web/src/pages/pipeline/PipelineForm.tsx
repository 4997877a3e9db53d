import { Button, Drawer, Flex, Form } from 'antd';
import { useEffect, useRef } from 'react';
import { useSavePipeline } from '../../api/channels';
import { useThing } from '../../api/things';
import type { ChannelConfig, PipelineConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { DescriptionField, NameField, ThingField } from '../../ui/fields';
import { ProblemView } from '../../ui/ProblemView';
import { prune } from '../../ui/prune';
import { useTell } from '../../ui/tell';
import { OptionFields, StartFields } from './PipelineFields';
import { pipelineToConfig, pipelineToForm } from './pipeline-values';
import type { PipelineValues } from './pipeline-values';

interface Props {
    channel: Thing<ChannelConfig>;
    edited: PipelineConfig | 'new' | undefined;
    close: () => void;
}

export const FRESH_PIPELINE = {
    start: { kind: 'now' as const },
    apply: 'strict' as const,
    'on-error': 'stop' as const,
    ddl: { otherwise: 'apply' as const, missing: 'refuse' as const },
    snapshot: 'never' as const,
    'copy-limits': { 'source-threads': 60 },
    rows: { mode: 'auto' as const, values: 'log' as const, vanished: 'use-log' as const },
    'two-way': { home: false, remedy: 'none' as const, 'remedy-seconds': 60 },
    nodes: { select: [], load: [], 'external-address': false },
    resync: true,
    'dry-run': false,
    verify: {
        continuous: 'off' as const,
        percent: 1,
        'rows-per-second': 500,
        'memory-mib': 16,
        repair: false,
    },
};

/** Makes or edits a pipeline; its mappings are edited on their own page. */
export function PipelineForm({ channel, edited, close }: Props) {
    const { t } = useTexts();
    const [form] = Form.useForm<PipelineValues>();
    const save = useSavePipeline(channel.id);
    const latest = useThing('channels', channel.id, false);
    const tell = useTell();
    /** The channel's version when the form was filled. */
    const version = useRef(0);
    const before = edited === 'new' ? undefined : edited;
    const fixed = before !== undefined && (channel.state === 'running' || channel.state === 'paused');
    useEffect(() => {
        if (edited === undefined) return;
        version.current = channel.version;
        form.resetFields();
        form.setFieldsValue(edited === 'new' ? FRESH_PIPELINE : pipelineToForm(edited));
        save.reset();
        // Filled once at each opening, whatever changes behind it.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [edited, form]);
    const finish = (values: PipelineValues) =>
        save.mutate(
            {
                version: version.current,
                config: prune(pipelineToConfig(values, before?.tables, before)),
                ...(before ? { before: before.name } : {}),
            },
            {
                onSuccess: () => {
                    tell.done(t('do.saved'));
                    close();
                },
            },
        );
    return (
        <Drawer
            title={before ? t('pipeline.edit') : t('pipeline.add')}
            size={640}
            open={edited !== undefined}
            onClose={close}
            footer={
                <Flex gap={8} justify="end">
                    <Button onClick={close}>{t('do.cancel')}</Button>
                    <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
                        {t('do.save')}
                    </Button>
                </Flex>
            }
        >
            <Form form={form} layout="vertical" onFinish={finish} scrollToFirstError>
                <NameField disabled={fixed} />
                <ThingField
                    required
                    disabled={fixed}
                    kind="endpoints"
                    name="from"
                    label={t('pipeline.from')}
                />
                <ThingField required disabled={fixed} kind="endpoints" name="to" label={t('pipeline.to')} />
                <ThingField
                    disabled={fixed}
                    kind="canals"
                    name="canal"
                    label={t('pipeline.canal')}
                    hint={t('pipeline.canal.hint')}
                />
                <StartFields name="start" withDefault />
                <OptionFields />
                <div className="above">
                    <DescriptionField />
                </div>
            </Form>
            {save.error && (
                <ProblemView
                    error={save.error}
                    retry={() =>
                        void latest.refetch().then(() => {
                            save.reset();
                            close();
                        })
                    }
                />
            )}
        </Drawer>
    );
}

import { Alert, Button, Descriptions, Flex, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useOrder } from '../../api/channels';
import { useLiveNodes } from '../../api/live';
import { useCheckEndpoint } from '../../api/records';
import { useSave } from '../../api/things';
import type { ChannelConfig, EndpointConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import type { MessageKey } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import { prune } from '../../ui/prune';
import { hasProblem } from '../endpoints/Findings';
import { pipelineToConfig } from '../pipeline/pipeline-values';
import { pipelinePage } from '../pipeline/PipelineLink';
import type { Options } from './OptionsStep';

interface Props {
    source: Thing<EndpointConfig>;
    target: Thing<EndpointConfig>;
    patterns: string[];
    options: Options;
    back: () => void;
}

/** What will be made, checks before it, and the start. */
export function StartStep({ source, target, patterns, options, back }: Props) {
    const { t } = useTexts();
    const navigate = useNavigate();
    const save = useSave('channels');
    const order = useOrder();
    const [made, setMade] = useState<Thing<ChannelConfig>>();
    const page = (channel: number) => pipelinePage(channel, options.name);

    const create = async (): Promise<Thing<ChannelConfig>> => {
        if (made) return made;
        const { channel, ...values } = options;
        const pipeline = pipelineToConfig(
            { ...values, from: source.config.name, to: target.config.name },
            patterns,
        );
        const thing = await save.mutateAsync({ config: { name: channel, pipelines: [prune(pipeline)] } });
        setMade(thing);
        return thing;
    };
    const finish = async (start: boolean) => {
        const channel = await create();
        if (start) await order.mutateAsync({ channel: channel.id, order: 'start' });
        await navigate(start ? page(channel.id) : `/channels/${channel.id}`);
    };
    // The mutations keep their own errors, which are shown.
    const quietly = (start: boolean) => void finish(start).catch(() => undefined);
    const busy = save.isPending || order.isPending;
    return (
        <div className="stack" style={{ maxWidth: 800 }}>
            <Descriptions
                bordered
                size="small"
                column={1}
                items={[
                    { key: 'c', label: t('wizard.channel'), children: options.channel },
                    { key: 'p', label: t('field.pipeline'), children: options.name },
                    {
                        key: 'w',
                        label: t('field.way'),
                        children: `${source.config.name} → ${target.config.name}`,
                    },
                    { key: 't', label: t('nav.tables'), children: patterns.join(', ') },
                    {
                        key: 's',
                        label: t('pipeline.start'),
                        children: t(`option.start.${options.start.kind}` as MessageKey),
                    },
                ]}
            />
            <EndpointCheck title={t('wizard.check.source', { name: source.config.name })} id={source.id} />
            <EndpointCheck title={t('wizard.check.target', { name: target.config.name })} id={target.id} />
            <NodeCheck />
            {save.error && <ProblemView error={save.error} />}
            {order.error && (
                <>
                    <ProblemView error={order.error} retry={() => quietly(true)} />
                    <Alert type="info" showIcon title={t('wizard.made', { name: options.channel })} />
                </>
            )}
            <Flex gap={8} justify="end">
                <Button disabled={made !== undefined} onClick={back}>
                    {t('do.back')}
                </Button>
                <Button loading={busy} onClick={() => quietly(false)}>
                    {t('wizard.later')}
                </Button>
                <Button type="primary" loading={busy} onClick={() => quietly(true)}>
                    {t('wizard.go')}
                </Button>
            </Flex>
        </div>
    );
}

function EndpointCheck({ title, id }: { title: string; id: number }) {
    const { t } = useTexts();
    const check = useCheckEndpoint();
    const { mutate } = check;
    useEffect(() => mutate({ id }), [id, mutate]);
    if (check.error) return <ProblemView error={check.error} retry={() => mutate({ id })} />;
    if (check.data === undefined) return <Skeleton active paragraph={{ rows: 1 }} />;
    const bad = check.data.findings.filter((finding) => finding.level !== 'good');
    return (
        <Check
            title={title}
            level={hasProblem(check.data) ? 'error' : bad.length > 0 ? 'warning' : 'success'}
            again={() => mutate({ id })}
        >
            {bad.length === 0
                ? t('check.fit')
                : bad.map((finding) => (
                      <div key={finding.text} className="break">
                          {finding.text}
                          <div className="weak">{finding.remedy}</div>
                      </div>
                  ))}
        </Check>
    );
}

function NodeCheck() {
    const { t } = useTexts();
    const nodes = useLiveNodes();
    if (nodes.data === undefined) return null;
    const connected = nodes.data.filter((node) => node.connected).length;
    return (
        <Check title={t('wizard.check.nodes')} level={connected === 0 ? 'error' : 'success'}>
            {connected === 0
                ? t('wizard.check.nodes.none')
                : t('wizard.check.nodes.some', { count: connected })}
        </Check>
    );
}

interface CheckProps {
    title: string;
    level: 'success' | 'warning' | 'error';
    again?: () => void;
    children: ReactNode;
}

function Check({ title, level, again, children }: CheckProps) {
    const { t } = useTexts();
    return (
        <Alert
            showIcon
            type={level}
            title={title}
            description={children}
            action={
                again && (
                    <Button size="small" onClick={again}>
                        {t('check.again')}
                    </Button>
                )
            }
        />
    );
}

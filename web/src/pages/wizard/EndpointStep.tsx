import { Button, Form, Radio, Select, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useCheckEndpoint } from '../../api/records';
import { useAllThings, useSave } from '../../api/things';
import type { EndpointConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import {
    EndpointFields,
    type EndpointValues,
    endpointToConfig,
    FRESH_ENDPOINT,
} from '../endpoints/EndpointFields';
import { Findings, hasProblem } from '../endpoints/Findings';
import { StepButtons } from './StepButtons';

interface Props {
    side: 'source' | 'target';
    chosen: Thing<EndpointConfig> | undefined;
    back?: () => void;
    choose: (endpoint: Thing<EndpointConfig>) => void;
}

/** A database that is known, or a new one; tested before it goes on. */
export function EndpointStep({ side, chosen, back, choose }: Props) {
    const { t } = useTexts();
    const endpoints = useAllThings('endpoints');
    const [way, setWay] = useState<'known' | 'new'>();
    // Decided once: a data source that somebody adds meanwhile must not take the form away.
    if (way === undefined && endpoints.data) setWay(endpoints.data.length > 0 ? 'known' : 'new');
    if (endpoints.error) {
        return <ProblemView error={endpoints.error} retry={() => void endpoints.refetch()} />;
    }
    if (endpoints.isPending) return <Skeleton active />;
    return (
        <div style={{ maxWidth: 640 }}>
            <Typography.Title level={2} style={{ fontSize: 18 }}>
                {t(`wizard.${side}.question`)}
            </Typography.Title>
            <Radio.Group
                className="below"
                optionType="button"
                value={way}
                onChange={(event) => setWay(event.target.value as 'known' | 'new')}
                options={[
                    { value: 'known', label: t('wizard.known'), disabled: endpoints.data.length === 0 },
                    { value: 'new', label: t('wizard.new') },
                ]}
            />
            {way === 'known' ? (
                <Known endpoints={endpoints.data} chosen={chosen} back={back} choose={choose} />
            ) : (
                <New back={back} choose={choose} />
            )}
        </div>
    );
}

interface KnownProps {
    endpoints: Thing<EndpointConfig>[];
    chosen: Thing<EndpointConfig> | undefined;
    back: (() => void) | undefined;
    choose: (endpoint: Thing<EndpointConfig>) => void;
}

function Known({ endpoints, chosen, back, choose }: KnownProps) {
    const { t } = useTexts();
    const [id, setId] = useState(chosen?.id);
    const check = useCheckEndpoint();
    const endpoint = endpoints.find((one) => one.id === id);
    const test = (wanted: number) => check.mutate({ id: wanted });
    return (
        <div className="stack">
            <Select
                className="full"
                aria-label={t('table.endpoint')}
                placeholder={t('wizard.choose')}
                showSearch={{ optionFilterProp: 'label' }}
                value={id}
                onChange={(next) => {
                    setId(next);
                    test(next);
                }}
                options={endpoints.map(({ id: value, config }) => ({
                    value,
                    label: `${config.name} (${config['failover-group'] ?? config.servers?.join(', ') ?? `${config.host}:${config.port}`})`,
                }))}
            />
            {check.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
            {check.error && <ProblemView error={check.error} />}
            {check.data && <Findings report={check.data} />}
            {endpoint && !check.isPending && (
                <div>
                    <Button onClick={() => test(endpoint.id)}>
                        {t(check.data || check.error ? 'check.again' : 'check.do')}
                    </Button>
                </div>
            )}
            <StepButtons
                back={back}
                next={() => endpoint && choose(endpoint)}
                disabled={endpoint === undefined || check.isPending}
                {...((check.data && hasProblem(check.data)) || check.error
                    ? { word: t('wizard.anyway') }
                    : {})}
            />
        </div>
    );
}

function New({ back, choose }: Pick<KnownProps, 'back' | 'choose'>) {
    const { t } = useTexts();
    const [form] = Form.useForm();
    const save = useSave('endpoints');
    return (
        <Form
            form={form}
            layout="vertical"
            initialValues={FRESH_ENDPOINT}
            onFinish={(values: EndpointValues) =>
                save.mutate({ config: endpointToConfig(values) }, { onSuccess: choose })
            }
        >
            <EndpointFields form={form} editing={false} />
            {save.error && <ProblemView error={save.error} />}
            <StepButtons
                back={back}
                next={() => form.submit()}
                word={t('wizard.save')}
                busy={save.isPending}
            />
        </Form>
    );
}

import { Card, Steps } from 'antd';
import { useState } from 'react';
import type { EndpointConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { PageHead } from '../../ui/PageHead';
import { FRESH_PIPELINE } from '../pipeline/PipelineForm';
import { EndpointStep } from './EndpointStep';
import { OptionsStep } from './OptionsStep';
import type { Options } from './OptionsStep';
import { StartStep } from './StartStep';
import { TablesStep } from './TablesStep';

const STEPS = ['source', 'target', 'tables', 'options', 'start'] as const;

/** From nothing to rows that flow, one question at a time. */
export function WizardPage() {
    const { t } = useTexts();
    const [step, setStep] = useState(0);
    const [source, setSource] = useState<Thing<EndpointConfig>>();
    const [target, setTarget] = useState<Thing<EndpointConfig>>();
    const [patterns, setPatterns] = useState<string[]>([]);
    const [options, setOptions] = useState<Options>({ ...FRESH_PIPELINE, channel: '', name: '' });
    const next = () => setStep((before) => before + 1);
    const back = () => setStep((before) => before - 1);
    return (
        <>
            <PageHead title={t('wizard.title')} trail={[{ title: t('nav.channels'), to: '/channels' }]} />
            <Card>
                <Steps
                    style={{ marginBottom: 32 }}
                    current={step}
                    items={STEPS.map((name) => ({ title: t(`wizard.${name}`) }))}
                />
                {step === 0 && (
                    <EndpointStep
                        key="source"
                        side="source"
                        chosen={source}
                        choose={(endpoint) => {
                            if (endpoint.id !== source?.id) setPatterns([]);
                            setSource(endpoint);
                            next();
                        }}
                    />
                )}
                {step === 1 && (
                    <EndpointStep
                        key="target"
                        side="target"
                        chosen={target}
                        back={back}
                        choose={(endpoint) => {
                            setTarget(endpoint);
                            next();
                        }}
                    />
                )}
                {step === 2 && source && (
                    <TablesStep
                        source={source}
                        patterns={patterns}
                        back={back}
                        choose={(chosen) => {
                            setPatterns(chosen);
                            if (options.channel === '' && target) {
                                setOptions((before) => ({
                                    ...before,
                                    channel: chosen[0]?.split('.')[0]?.replace(/[^A-Za-z0-9_.-]/g, '') ?? '',
                                    name: `${source.config.name}-to-${target.config.name}`.slice(0, 64),
                                }));
                            }
                            next();
                        }}
                    />
                )}
                {step === 3 && (
                    <OptionsStep
                        options={options}
                        back={back}
                        choose={(chosen) => {
                            setOptions(chosen);
                            next();
                        }}
                    />
                )}
                {step === 4 && source && target && (
                    <StartStep
                        source={source}
                        target={target}
                        patterns={patterns}
                        options={options}
                        back={back}
                    />
                )}
            </Card>
        </>
    );
}

import { Card, Segmented } from 'antd';
import { useState } from 'react';
import { useMinutes } from '../../api/live';
import type { LivePipeline, Minute } from '../../api/live-types';
import { bytes, rate, span } from '../../domain/format';
import { useTexts } from '../../i18n';
import { Face, Nothing } from '../../ui/Face';
import { TimeChart } from '../../ui/TimeChart';
import { gathered, lastMinutes } from '../../ui/time-window';

const RANGES = { live: 0, '1h': 60, '6h': 360, '24h': 1_440, '7d': 10_080 } as const;
type Range = keyof typeof RANGES;
const SAMPLES_MAX = 600;
const SECONDS = 60;

interface Props {
    channel: number;
    pipeline: string;
    live: LivePipeline;
}

interface Sample {
    at: number;
    rows: number;
    lag: number;
    read: number;
}

/** Throughput and lag over time: since the page was opened, or from the manager's minutes. */
export function LiveCharts({ channel, pipeline, live }: Props) {
    const { t } = useTexts();
    const [range, setRange] = useState<Range>('1h');
    const samples = useSamples(live);
    return (
        <Card
            title={t('chart.title')}
            extra={
                <Segmented<Range>
                    value={range}
                    onChange={setRange}
                    aria-label={t('chart.range')}
                    options={(Object.keys(RANGES) as Range[]).map((value) => ({
                        value,
                        label: t(`chart.range.${value}`),
                    }))}
                />
            }
        >
            {range === 'live' ? (
                <Samples samples={samples} />
            ) : (
                <Minutes channel={channel} pipeline={pipeline} minutes={RANGES[range]} />
            )}
        </Card>
    );
}

/** Figures gathered while the page is open; a figure is new when the list of pipelines is. */
function useSamples(live: LivePipeline): Sample[] {
    const [gathered, setGathered] = useState<{ last: LivePipeline | undefined; samples: Sample[] }>({
        last: undefined,
        samples: [],
    });
    if (gathered.last !== live) {
        const sample = {
            at: live['reported-at'] === undefined ? 0 : Date.parse(live['reported-at']),
            rows: live['rows-per-second'] ?? 0,
            lag: live['lag-millis'] ?? 0,
            read: live['bytes-per-second'] ?? 0,
        };
        const before = gathered.samples;
        const isNew = sample.at > (before[before.length - 1]?.at ?? 0);
        setGathered({
            last: live,
            samples: isNew ? [...before.slice(1 - SAMPLES_MAX), sample] : before,
        });
    }
    return gathered.samples;
}

function Samples({ samples }: { samples: Sample[] }) {
    const { t, language } = useTexts();
    const [opened] = useState(() => Date.now());
    const points = (value: (sample: Sample) => number) =>
        samples.map((sample): [number, number] => [sample.at, value(sample)]);
    const shown = gathered(
        samples.map((sample) => sample.at),
        opened,
    );
    return (
        <div className="charts">
            <TimeChart
                title={t('chart.rows')}
                series={[{ name: t('chart.rows'), points: points((sample) => sample.rows) }]}
                shown={shown}
                format={(value) => rate(value, language)}
            />
            <TimeChart
                title={t('chart.lag')}
                series={[{ name: t('chart.lag'), points: points((sample) => sample.lag) }]}
                shown={shown}
                format={(value) => span(value, language)}
            />
            <TimeChart
                title={t('chart.read')}
                series={[{ name: t('chart.read'), points: points((sample) => sample.read) }]}
                shown={shown}
                format={(value) => `${bytes(value)}/s`}
            />
        </div>
    );
}

function Minutes({ channel, pipeline, minutes }: { channel: number; pipeline: string; minutes: number }) {
    const { t, language } = useTexts();
    const query = useMinutes(channel, pipeline, minutes);
    return (
        <Face
            query={query}
            isEmpty={(all) => all.length === 0}
            empty={<Nothing text={t('chart.nothing.yet')} />}
        >
            {(all) => {
                const points = (value: (minute: Minute) => number) =>
                    all.map((minute): [number, number] => [Date.parse(minute.minute), value(minute)]);
                const shown = lastMinutes(
                    minutes,
                    query.dataUpdatedAt,
                    all.map((minute) => Date.parse(minute.minute)),
                );
                return (
                    <div className="charts">
                        <TimeChart
                            title={t('chart.rows')}
                            series={[
                                { name: t('chart.inserts'), points: points((one) => one.inserts / SECONDS) },
                                { name: t('chart.updates'), points: points((one) => one.updates / SECONDS) },
                                { name: t('chart.deletes'), points: points((one) => one.deletes / SECONDS) },
                            ]}
                            shown={shown}
                            format={(value) => rate(value, language)}
                        />
                        <TimeChart
                            title={t('chart.lag')}
                            series={[
                                {
                                    name: t('chart.lag.mean'),
                                    points: points((one) => one['mean-lag-millis'] ?? 0),
                                },
                                {
                                    name: t('chart.lag.max'),
                                    points: points((one) => one['max-lag-millis'] ?? 0),
                                },
                            ]}
                            shown={shown}
                            format={(value) => span(value, language)}
                        />
                        <TimeChart
                            title={t('chart.read')}
                            series={[{ name: t('chart.read'), points: points((one) => one.bytes / SECONDS) }]}
                            shown={shown}
                            format={(value) => `${bytes(value)}/s`}
                        />
                    </div>
                );
            }}
        </Face>
    );
}

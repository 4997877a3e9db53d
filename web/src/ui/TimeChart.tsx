import type { ECharts } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n';
import { useTheme } from './theme';
import { timeAxis } from './time-window';
import type { TimeWindow } from './time-window';

export interface Series {
    name: string;
    /** Milliseconds since 1970, and the value then. */
    points: [number, number][];
}

/** The same in all languages, as elsewhere. */
const MOMENTS = {
    year: '{yyyy}',
    month: '{yyyy}-{MM}',
    day: '{MM}-{dd}',
    hour: '{HH}:{mm}',
    minute: '{HH}:{mm}',
    second: '{HH}:{mm}:{ss}',
};

interface Props {
    title: string;
    series: Series[];
    /** What is shown, whether there are points in all of it or not. */
    shown: TimeWindow;
    format: (value: number) => string;
}

const COLOURS = {
    light: ['#0a5fb4', '#1b7f3b', '#b35900', '#7a3fb0'],
    dark: ['#6fb1f5', '#5ac57a', '#e0a03c', '#c39af0'],
};

/** Lines over time, with their last, mean and greatest value in words. */
export function TimeChart({ title, series, shown, format }: Props) {
    const { t } = useTexts();
    const { dark } = useTheme();
    const place = useRef<HTMLDivElement>(null);
    const [chart, setChart] = useState<ECharts>();
    const weak = dark ? 'rgba(255,255,255,0.7)' : 'rgba(0,0,0,0.65)';
    const line = dark ? '#313844' : '#e3e7ec';
    const option = {
        animation: false,
        color: COLOURS[dark ? 'dark' : 'light'],
        grid: { left: 8, right: 16, top: series.length > 1 ? 36 : 16, bottom: 4, containLabel: true },
        legend: { show: series.length > 1, top: 0, left: 0, textStyle: { color: weak } },
        tooltip: {
            trigger: 'axis',
            valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
        },
        xAxis: {
            ...timeAxis(shown),
            axisLabel: { color: weak, hideOverlap: true, formatter: MOMENTS },
            axisLine: { lineStyle: { color: line } },
        },
        yAxis: {
            type: 'value',
            min: 0,
            splitNumber: 4,
            axisLabel: { color: weak, formatter: format },
            splitLine: { lineStyle: { color: line } },
        },
        series: series.map(({ name, points }) => ({
            name,
            type: 'line',
            showSymbol: points.length < 2,
            lineStyle: { width: 2 },
            areaStyle: { opacity: series.length > 1 ? 0 : 0.12 },
            data: points,
        })),
    };
    useEffect(() => {
        const element = place.current;
        if (element === null) return undefined;
        let drawn: ECharts | undefined;
        let gone = false;
        const resize = new ResizeObserver(() => drawn?.resize());
        void import('./echarts').then(({ init }) => {
            if (gone) return;
            drawn = init(element);
            resize.observe(element);
            setChart(drawn);
        });
        return () => {
            gone = true;
            resize.disconnect();
            drawn?.dispose();
            setChart(undefined);
        };
    }, []);
    useEffect(() => {
        chart?.setOption(option, { notMerge: true });
    });
    return (
        <figure style={{ margin: 0 }}>
            <div className="chart-title">{title}</div>
            <div ref={place} className="chart" role="img" aria-label={title} />
            <figcaption className="weak figures whole">
                {series.map((one) => (
                    <div key={one.name}>
                        {one.name}: {summary(one, format, t)}
                    </div>
                ))}
            </figcaption>
        </figure>
    );
}

function summary(series: Series, format: Props['format'], t: ReturnType<typeof useTexts>['t']): string {
    const values = series.points.map(([, value]) => value);
    const last = values[values.length - 1];
    if (last === undefined) return t('chart.nothing');
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const most = values.reduce((top, value) => Math.max(top, value), 0);
    // A value stays with its unit.
    const whole = (value: number) => format(value).replace(/ /g, '\u00a0');
    return t('chart.summary', { last: whole(last), mean: whole(mean), most: whole(most) });
}

import { Descriptions } from 'antd';
import type { PipelineConfig } from '../../api/types';
import { number } from '../../domain/format';
import { useTexts } from '../../i18n';
import type { MessageKey } from '../../i18n';
import { DDL_KINDS, ddlToForm } from './pipeline-values';

/** Keys that have a line or a page of their own. */
const SHOWN = new Set(
    (
        'name description from to canal start tables parallelism apply on-error rows ddl two-way nodes' +
        ' resync dry-run snapshot copy-limits verify'
    ).split(' '),
);

/** What a newer manager has and this page does not know, as it is written. */
function others(pipeline: PipelineConfig): [string, string][] {
    return Object.entries(pipeline)
        .filter(([key]) => !SHOWN.has(key))
        .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
}

/** All options of a pipeline, to read. */
export function PipelineOptions({ pipeline }: { pipeline: PipelineConfig }) {
    const { t, language } = useTexts();
    const option = (group: string, value: string | undefined) =>
        value === undefined ? '–' : t(`option.${group}.${value}` as MessageKey);
    const flag = (value: boolean | undefined) => t(value ? 'option.yes' : 'option.no');
    const nodes = (names: string[] | undefined) =>
        names === undefined || names.length === 0 ? t('pipeline.nodes.any') : names.join(', ');
    const ddl = ddlToForm(pipeline.ddl);
    const limit = (value: number | undefined) => (value ? number(value, language) : '–');
    const rows: [string, string][] = [
        [t('pipeline.from'), pipeline.from],
        [t('pipeline.to'), pipeline.to],
        [t('pipeline.canal'), pipeline.canal ?? '–'],
        [
            t('pipeline.start'),
            pipeline.start === undefined
                ? option('start', 'default')
                : typeof pipeline.start === 'string'
                  ? option('start', pipeline.start)
                  : Object.entries(pipeline.start)
                        .map(([key, value]) => `${key}: ${value}`)
                        .join(', '),
        ],
        [
            t('pipeline.parallelism'),
            pipeline.parallelism === undefined || pipeline.parallelism === 'auto'
                ? t('option.auto')
                : String(pipeline.parallelism),
        ],
        [t('pipeline.apply'), option('apply', pipeline.apply)],
        [t('pipeline.on-error'), option('on-error', pipeline['on-error'])],
        [t('pipeline.ddl'), option('ddl', ddl.otherwise)],
        ...DDL_KINDS.flatMap((kind): [string, string][] => {
            const word = ddl[kind];
            return word ? [[option('kind', kind), option('ddl', word)]] : [];
        }),
        [t('pipeline.ddl.missing'), option('missing', ddl.missing)],
        [t('pipeline.snapshot'), option('snapshot', pipeline.snapshot)],
        [t('pipeline.copy.rows'), limit(pipeline['copy-limits']?.['rows-per-second'])],
        [t('pipeline.copy.threads'), limit(pipeline['copy-limits']?.['source-threads'])],
        [t('pipeline.rows.mode'), option('mode', pipeline.rows?.mode)],
        [t('pipeline.rows.values'), option('values', pipeline.rows?.values)],
        [t('pipeline.rows.vanished'), option('vanished', pipeline.rows?.vanished)],
        [t('pipeline.home'), flag(pipeline['two-way']?.home)],
        [t('pipeline.remedy'), option('remedy', pipeline['two-way']?.remedy)],
        [t('pipeline.remedy-seconds'), limit(pipeline['two-way']?.['remedy-seconds'])],
        [t('pipeline.mark'), pipeline['two-way']?.mark || '–'],
        [t('pipeline.nodes.select'), nodes(pipeline.nodes?.select)],
        [t('pipeline.nodes.load'), nodes(pipeline.nodes?.load)],
        [t('pipeline.nodes.external'), flag(pipeline.nodes?.['external-address'])],
        [t('pipeline.resync'), flag(pipeline.resync)],
        [t('pipeline.dry-run'), flag(pipeline['dry-run'])],
        [t('pipeline.verify.continuous'), option('continuous', pipeline.verify?.continuous)],
        [t('pipeline.verify.at'), pipeline.verify?.schedule?.at ?? '–'],
        ...others(pipeline),
    ];
    return (
        <Descriptions
            bordered
            size="small"
            column={{ xs: 1, xl: 2 }}
            items={rows.map(([label, children]) => ({ key: label, label, children }))}
        />
    );
}

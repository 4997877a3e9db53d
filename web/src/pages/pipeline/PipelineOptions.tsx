import { Descriptions } from 'antd';
import type { PipelineConfig } from '../../api/types';
import { useTexts } from '../../i18n';
import type { MessageKey } from '../../i18n';

/** All options of a pipeline, to read. */
export function PipelineOptions({ pipeline }: { pipeline: PipelineConfig }) {
    const { t } = useTexts();
    const option = (group: string, value: string | undefined) =>
        value === undefined ? '–' : t(`option.${group}.${value}` as MessageKey);
    const flag = (value: boolean | undefined) => t(value ? 'option.yes' : 'option.no');
    const nodes = (names: string[] | undefined) =>
        names === undefined || names.length === 0 ? t('pipeline.nodes.any') : names.join(', ');
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
        [t('pipeline.ddl'), option('ddl', pipeline.ddl)],
        [t('pipeline.rows.mode'), option('mode', pipeline.rows?.mode)],
        [t('pipeline.rows.values'), option('values', pipeline.rows?.values)],
        [t('pipeline.rows.vanished'), option('vanished', pipeline.rows?.vanished)],
        [t('pipeline.home'), flag(pipeline['two-way']?.home)],
        [t('pipeline.remedy'), option('remedy', pipeline['two-way']?.remedy)],
        [t('pipeline.mark'), pipeline['two-way']?.mark || '–'],
        [t('pipeline.nodes.select'), nodes(pipeline.nodes?.select)],
        [t('pipeline.nodes.load'), nodes(pipeline.nodes?.load)],
        [t('pipeline.nodes.external'), flag(pipeline.nodes?.['external-address'])],
        [t('pipeline.resync'), flag(pipeline.resync)],
        [t('pipeline.dry-run'), flag(pipeline['dry-run'])],
        [t('pipeline.verify.continuous'), option('continuous', pipeline.verify?.continuous)],
        [t('pipeline.verify.at'), pipeline.verify?.schedule?.at ?? '–'],
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

import { Table } from 'antd';
import type { DifferingRow } from '../../api/operations';
import { linesOf } from '../../domain/operations';
import type { DifferenceLine } from '../../domain/operations';
import { useTexts } from '../../i18n';
import type { MessageKey } from '../../i18n';
import { Nothing } from '../../ui/Face';

/** Rows that differ, side by side. */
export function DifferingRows({ rows }: { rows: DifferingRow[] }) {
    const { t } = useTexts();
    if (rows.length === 0) return <Nothing text={t('operation.no-rows')} />;
    const cell = (line: DifferenceLine) => ({ rowSpan: line.span });
    return (
        <Table
            size="small"
            rowKey="id"
            dataSource={linesOf(rows)}
            scroll={{ x: 1000, y: 520 }}
            virtual={false}
            pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
                {
                    title: t('operation.table'),
                    width: 140,
                    onCell: cell,
                    render: (_, line: DifferenceLine) => <span className="break">{line.row.table}</span>,
                },
                {
                    title: t('operation.row'),
                    width: 150,
                    onCell: cell,
                    render: (_, line: DifferenceLine) => <span className="break">{line.row.key}</span>,
                },
                {
                    title: t('operation.difference'),
                    width: 120,
                    onCell: cell,
                    render: (_, line: DifferenceLine) => t(`difference.${line.row.kind}` as MessageKey),
                },
                { title: t('operation.column'), width: 120, dataIndex: 'column' },
                {
                    title: t('flow.source'),
                    render: (_, line: DifferenceLine) => <span className="break">{line.source}</span>,
                },
                {
                    title: t('flow.target'),
                    render: (_, line: DifferenceLine) => <span className="break">{line.target}</span>,
                },
            ]}
        />
    );
}

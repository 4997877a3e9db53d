import { Drawer, Skeleton, Table, Tag, Typography } from 'antd';
import { useEffect } from 'react';
import { useMatchingTables } from '../../api/records';
import { useAllThings } from '../../api/things';
import { decide, targetsOf } from '../../domain/mapping';
import type { Mapping } from '../../domain/mapping';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';

interface Props {
    /** Name of the source. */
    endpoint: string;
    mappings: Mapping[];
    open: boolean;
    close: () => void;
}

/** Which tables of the source the mappings choose at present, and what each becomes. */
export function PreviewDrawer({ endpoint, mappings, open, close }: Props) {
    const { t } = useTexts();
    const endpoints = useAllThings('endpoints', open);
    const matching = useMatchingTables();
    const id = endpoints.data?.find(({ config }) => config.name === endpoint)?.id;
    const ask = () => {
        const patterns = mappings.filter((mapping) => !mapping.leave).map((mapping) => mapping.source);
        if (id !== undefined && patterns.length > 0) matching.mutate({ endpoint: id, patterns });
    };
    useEffect(() => {
        if (open && id !== undefined) ask();
        // Asked once at each opening; it connects to the database.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [open, id]);
    const rows = (matching.data?.tables ?? []).flatMap((table) => {
        const decided = decide(mappings, table);
        return (decided.length > 0 ? decided : [undefined]).map((mapping, way) => ({
            key: `${table}\n${way}`,
            table,
            mapping,
        }));
    });
    return (
        <Drawer title={t('mapping.preview.title', { name: endpoint })} size={760} open={open} onClose={close}>
            {matching.isPending && <Skeleton active />}
            {matching.error && <ProblemView error={matching.error} retry={ask} />}
            {matching.data && (
                <>
                    <Typography.Paragraph>
                        {t('mapping.preview.total', {
                            total: matching.data.total,
                            shown: matching.data.tables.length,
                        })}
                    </Typography.Paragraph>
                    <Table
                        virtual
                        size="small"
                        rowKey="key"
                        pagination={false}
                        scroll={{ x: 640, y: 600 }}
                        dataSource={rows}
                        columns={[
                            { title: t('mapping.source'), dataIndex: 'table', width: 300 },
                            {
                                title: t('mapping.target'),
                                width: 240,
                                render: (_, { table, mapping }) =>
                                    mapping?.leave ? (
                                        <Tag>{t('mapping.left')}</Tag>
                                    ) : (
                                        (mapping && targetsOf(mapping).join(', ')) || table
                                    ),
                            },
                            {
                                title: t('mapping.by'),
                                width: 90,
                                render: (_, { mapping }) =>
                                    mapping ? `#${mappings.indexOf(mapping) + 1}` : '–',
                            },
                        ]}
                    />
                </>
            )}
        </Drawer>
    );
}

import { Button, Drawer, Flex, Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useMatchingTables } from '../../api/records';
import type { EndpointConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { Nothing } from '../../ui/Face';
import { ProblemView } from '../../ui/ProblemView';

interface Props {
    endpoint: Thing<EndpointConfig> | undefined;
    close: () => void;
}

/** Which tables of a database patterns choose. */
export function TablesDrawer({ endpoint, close }: Props) {
    const { t } = useTexts();
    const [patterns, setPatterns] = useState<string[]>(['*.*']);
    const matching = useMatchingTables();
    const ask = () => {
        if (endpoint) matching.mutate({ endpoint: endpoint.id, patterns });
    };
    return (
        <Drawer
            title={t('endpoint.tables.title', { name: endpoint?.config.name ?? '' })}
            size={620}
            open={endpoint !== undefined}
            onClose={() => {
                matching.reset();
                close();
            }}
        >
            <div className="stack">
                <Flex gap={8}>
                    <Select
                        className="full"
                        mode="tags"
                        open={false}
                        suffixIcon={null}
                        aria-label={t('table.pattern')}
                        value={patterns}
                        onChange={setPatterns}
                        tokenSeparators={[',', ' ']}
                    />
                    <Button
                        type="primary"
                        disabled={patterns.length === 0}
                        loading={matching.isPending}
                        onClick={ask}
                    >
                        {t('do.search')}
                    </Button>
                </Flex>
                {matching.isPending && <Skeleton active />}
                {matching.error && <ProblemView error={matching.error} retry={ask} />}
                {matching.data?.total === 0 && <Nothing text={t('endpoint.tables.none')} />}
                {matching.data && matching.data.total > 0 && (
                    <Table
                        virtual
                        size="small"
                        rowKey="table"
                        pagination={false}
                        scroll={{ x: 400, y: 560 }}
                        dataSource={matching.data.tables.map((table) => ({ table }))}
                        columns={[{ title: t('table.table'), dataIndex: 'table' }]}
                        footer={() => t('list.total', { total: matching.data.total })}
                    />
                )}
            </div>
        </Drawer>
    );
}

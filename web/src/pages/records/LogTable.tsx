import { Table, Typography } from 'antd';
import { useState } from 'react';
import { useRecords } from '../../api/records';
import { useTexts } from '../../i18n';
import { errorTitle } from '../../i18n/errors';
import { ErrorTitle } from '../../ui/ErrorWords';
import { Face, Nothing } from '../../ui/Face';
import { Moment } from '../../ui/Moment';

/** A code with what it means, or what else the node said. */
function RecordTitle({ title }: { title: string }) {
    const { language } = useTexts();
    const meaning = errorTitle(language, title);
    return meaning === undefined ? title : <ErrorTitle error={{ code: title, what: meaning }} />;
}

/** What nodes had to tell, the newest first. */
export function LogTable({ search }: { search: string }) {
    const { t } = useTexts();
    const [at, setAt] = useState({ page: 1, size: 50 });
    const records = useRecords('log-records', { search, ...at });
    return (
        <Face
            query={records}
            isEmpty={(page) => page.total === 0}
            empty={<Nothing text={search === '' ? t('log.empty') : t('list.nothing.found', { search })} />}
        >
            {(page) => (
                <Table
                    size="small"
                    rowKey={(record) => `${record.at}/${record.node ?? ''}/${record.title}/${record.message}`}
                    loading={records.isPlaceholderData}
                    scroll={{ x: 900 }}
                    dataSource={page.items}
                    pagination={{
                        current: at.page,
                        pageSize: at.size,
                        total: page.total,
                        showTotal: (total) => t('list.total', { total }),
                        onChange: (next, size) => setAt({ page: next, size }),
                    }}
                    columns={[
                        {
                            title: t('record.at'),
                            width: 180,
                            render: (_, record) => <Moment at={record.at} />,
                        },
                        { title: t('field.node'), width: 120, render: (_, record) => record.node ?? '–' },
                        {
                            title: t('field.pipeline'),
                            width: 200,
                            render: (_, record) =>
                                [record.channel, record.pipeline].filter(Boolean).join('/') || '–',
                        },
                        {
                            title: t('record.title'),
                            width: 220,
                            render: (_, record) => <RecordTitle title={record.title} />,
                        },
                        {
                            title: t('record.message'),
                            render: (_, record) => (
                                <Typography.Paragraph
                                    className="break"
                                    style={{ margin: 0 }}
                                    ellipsis={{ rows: 3, expandable: 'collapsible', symbol: t('do.more') }}
                                >
                                    {record.message}
                                </Typography.Paragraph>
                            ),
                        },
                    ]}
                />
            )}
        </Face>
    );
}

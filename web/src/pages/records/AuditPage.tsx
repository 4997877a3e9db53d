import { Button, Modal, Table, Tabs, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { useRecords } from '../../api/records';
import type { Change } from '../../api/types';
import { useTexts } from '../../i18n';
import type { MessageKey } from '../../i18n';
import { errorTitle } from '../../i18n/errors';
import { Face, Nothing } from '../../ui/Face';
import { Diff } from '../../ui/HistoryDrawer';
import { Moment } from '../../ui/Moment';
import { PageHead } from '../../ui/PageHead';
import { SearchBox } from '../../ui/ThingTable';

/** Who changed what, and who tried to. */
export function AuditPage() {
    const { t } = useTexts();
    return (
        <>
            <PageHead title={t('nav.audit')} note={t('audit.note')} />
            <Tabs
                items={[
                    { key: 'changes', label: t('audit.changes'), children: <Changes /> },
                    { key: 'requests', label: t('audit.requests'), children: <Requests /> },
                ]}
            />
        </>
    );
}

function Changes() {
    const { t } = useTexts();
    const [at, setAt] = useState({ page: 1, size: 50 });
    const [shown, setShown] = useState<Change>();
    const changes = useRecords('changes', at);
    return (
        <Face
            query={changes}
            isEmpty={(page) => page.total === 0}
            empty={<Nothing text={t('audit.empty')} />}
        >
            {(page) => (
                <>
                    <Table
                        size="small"
                        rowKey={(change) => `${change.revision}/${change.kind}/${change.id}`}
                        loading={changes.isPlaceholderData}
                        scroll={{ x: 'max-content' }}
                        dataSource={page.items}
                        pagination={{
                            current: at.page,
                            pageSize: at.size,
                            total: page.total,
                            showTotal: (total) => t('list.total', { total }),
                            onChange: (next, size) => setAt({ page: next, size }),
                        }}
                        columns={[
                            { title: t('audit.revision'), dataIndex: 'revision', width: 90 },
                            { title: t('record.at'), render: (_, change) => <Moment at={change.at} /> },
                            { title: t('audit.who'), dataIndex: 'by' },
                            { title: t('audit.action'), render: (_, change) => t(`action.${change.action}`) },
                            {
                                title: t('audit.kind'),
                                render: (_, change) => t(`thing.${change.kind}` as MessageKey),
                            },
                            { title: t('field.name'), dataIndex: 'name' },
                            {
                                title: t('field.acts'),
                                width: 1,
                                render: (_, change) => (
                                    <Button size="small" onClick={() => setShown(change)}>
                                        {t('history.diff')}
                                    </Button>
                                ),
                            },
                        ]}
                    />
                    <Modal
                        title={shown?.name}
                        width={800}
                        footer={null}
                        open={shown !== undefined}
                        onCancel={() => setShown(undefined)}
                    >
                        <Diff before={shown?.before} after={shown?.after} />
                    </Modal>
                </>
            )}
        </Face>
    );
}

const FAILED = 400;

function Requests() {
    const { t, language } = useTexts();
    const [at, setAt] = useState({ page: 1, size: 50 });
    const [search, setSearch] = useState('');
    const audit = useRecords('audit', { search, ...at });
    return (
        <div className="stack">
            <SearchBox
                value={search}
                change={(text) => {
                    setSearch(text);
                    setAt({ ...at, page: 1 });
                }}
            />
            <Face
                query={audit}
                isEmpty={(page) => page.total === 0}
                empty={<Nothing text={t('audit.empty')} />}
            >
                {(page) => (
                    <Table
                        size="small"
                        rowKey={(entry) => `${entry.at}/${entry.path}/${entry.who}`}
                        loading={audit.isPlaceholderData}
                        scroll={{ x: 'max-content' }}
                        dataSource={page.items}
                        pagination={{
                            current: at.page,
                            pageSize: at.size,
                            total: page.total,
                            showTotal: (total) => t('list.total', { total }),
                            onChange: (next, size) => setAt({ page: next, size }),
                        }}
                        columns={[
                            { title: t('record.at'), render: (_, entry) => <Moment at={entry.at} /> },
                            { title: t('audit.who'), dataIndex: 'who' },
                            { title: t('user.role'), render: (_, entry) => t(`role.${entry.role}`) },
                            { title: t('audit.address'), dataIndex: 'address' },
                            {
                                title: t('audit.request'),
                                render: (_, entry) => (
                                    <code>
                                        {entry.method} {entry.path}
                                    </code>
                                ),
                            },
                            {
                                title: t('audit.status'),
                                render: (_, entry) => (
                                    <Tooltip title={errorTitle(language, entry.error)}>
                                        <Tag color={entry.status >= FAILED ? 'error' : 'success'}>
                                            {entry.status} {entry.error ?? ''}
                                        </Tag>
                                    </Tooltip>
                                ),
                            },
                        ]}
                    />
                )}
            </Face>
        </div>
    );
}

import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useThings } from '../api/things';
import type { KindPath, Kinds, Thing } from '../api/types';
import { useTexts } from '../i18n';
import { Face, Nothing } from './Face';
import { Moment } from './Moment';

export type ThingColumns<K extends KindPath> = TableColumnsType<Thing<Kinds[K]>>;

interface Props<K extends KindPath> {
    kind: K;
    columns: ThingColumns<K>;
    /** Acts on a row, at its end. */
    acts?: (thing: Thing<Kinds[K]>) => ReactNode;
    /** What to do when there is none yet. */
    emptyText: string;
    emptyAct?: ReactNode;
    beside?: ReactNode;
}

const SORTS: Record<string, string> = { name: 'name', id: 'id', 'changed-at': 'changed-at' };
const SEARCH_DELAY = 300;

/** A list of things, paged, sorted and searched by the manager. Its state is in the address. */
export function ThingTable<K extends KindPath>({
    kind,
    columns,
    acts,
    emptyText,
    emptyAct,
    beside,
}: Props<K>) {
    const { t } = useTexts();
    const [search, setSearch] = useSearchParams();
    const query = {
        search: search.get('search') ?? '',
        sort: search.get('sort') ?? 'name',
        page: Number(search.get('page') ?? 1),
        size: Number(search.get('size') ?? 50),
    };
    const things = useThings(kind, query);
    const change = (values: Record<string, string | number>) =>
        setSearch(
            (before) => {
                const next = new URLSearchParams(before);
                Object.entries(values).forEach(([key, value]) =>
                    value === '' ? next.delete(key) : next.set(key, String(value)),
                );
                return next;
            },
            { replace: true },
        );
    const all: ThingColumns<K> = [
        { title: t('field.id'), dataIndex: 'id', key: 'id', width: 76, sorter: true },
        ...columns,
        {
            title: t('field.changed'),
            dataIndex: 'changed-at',
            key: 'changed-at',
            width: 190,
            sorter: true,
            responsive: ['xl'],
            render: (at: string) => <Moment at={at} />,
        },
    ];
    if (acts) {
        all.push({
            title: t('field.acts'),
            key: 'acts',
            fixed: 'right',
            width: 1,
            render: (_, thing) => <Flex gap={4}>{acts(thing)}</Flex>,
        });
    }
    const nothing =
        query.search === '' ? (
            <Nothing text={emptyText}>{emptyAct}</Nothing>
        ) : (
            <Nothing text={t('list.nothing.found', { search: query.search })} />
        );
    return (
        <div className="stack">
            <Flex gap={12} justify="space-between" wrap>
                <SearchBox value={query.search} change={(text) => change({ search: text, page: '' })} />
                {beside}
            </Flex>
            <Face query={things} isEmpty={(page) => page.total === 0} empty={nothing}>
                {(page) => (
                    <Table
                        rowKey="id"
                        size="middle"
                        columns={all.map((column) => sorted(column, query.sort))}
                        dataSource={page.items}
                        loading={things.isPlaceholderData}
                        scroll={{ x: 'max-content' }}
                        pagination={{
                            current: query.page,
                            pageSize: query.size,
                            total: page.total,
                            showSizeChanger: true,
                            pageSizeOptions: [20, 50, 100, 500],
                            hideOnSinglePage: page.total <= 20,
                            showTotal: (total) => t('list.total', { total }),
                        }}
                        onChange={(pagination, _, sorter) => {
                            const by = Array.isArray(sorter) ? sorter[0] : sorter;
                            const key = SORTS[String(by?.columnKey)] ?? 'name';
                            change({
                                page: pagination.current ?? 1,
                                size: pagination.pageSize ?? 50,
                                sort: by?.order === 'descend' ? `-${key}` : by?.order ? key : '',
                            });
                        }}
                    />
                )}
            </Face>
        </div>
    );
}

function sorted<C extends { key?: unknown; sorter?: unknown }>(column: C, sort: string): C {
    if (!column.sorter) return column;
    const order = sort === column.key ? 'ascend' : sort === `-${String(column.key)}` ? 'descend' : null;
    return { ...column, sortOrder: order };
}

export function SearchBox({ value, change }: { value: string; change: (text: string) => void }) {
    const { t } = useTexts();
    const [text, setText] = useState(value);
    useEffect(() => {
        if (text === value) return undefined;
        const timer = window.setTimeout(() => change(text), SEARCH_DELAY);
        return () => window.clearTimeout(timer);
    }, [text, value, change]);
    return (
        <Input.Search
            allowClear
            aria-label={t('do.search')}
            placeholder={t('list.search')}
            style={{ width: 280 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onSearch={change}
        />
    );
}

export function AddButton({ text, act }: { text: string; act: () => void }) {
    return (
        <Button type="primary" icon={<PlusOutlined />} onClick={act}>
            {text}
        </Button>
    );
}

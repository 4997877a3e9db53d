import { Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ProblemView } from './ProblemView';

interface Answer<T> {
    data: T | undefined;
    error: unknown;
    isPending: boolean;
    refetch: () => unknown;
}

interface Props<T> {
    query: Answer<T>;
    /** Says whether there is nothing to show. */
    isEmpty?: (data: T) => boolean;
    /** What to do when there is nothing. */
    empty?: ReactNode;
    children: (data: T) => ReactNode;
}

/** The four faces of what is asked for: loading, error, empty, there. Old data stay beside an error. */
export function Face<T>({ query, isEmpty, empty, children }: Props<T>) {
    if (query.data === undefined) {
        if (query.error) return <ProblemView error={query.error} retry={() => void query.refetch()} />;
        if (query.isPending) return <Skeleton active paragraph={{ rows: 5 }} />;
        return empty ?? null;
    }
    return (
        <>
            {query.error !== null && query.error !== undefined && (
                <div className="below">
                    <ProblemView error={query.error} retry={() => void query.refetch()} />
                </div>
            )}
            {isEmpty?.(query.data) ? empty : children(query.data)}
        </>
    );
}

export function Nothing({ text, children }: { text: string; children?: ReactNode }) {
    return (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text}>
            {children}
        </Empty>
    );
}

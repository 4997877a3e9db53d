import { Flex, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { Attention } from '../../api/live-types';
import { useTexts } from '../../i18n';
import { Nothing } from '../../ui/Face';
import { Since } from '../../ui/Moment';

/** What needs somebody, the worst first. */
export function AttentionList({ items }: { items: Attention[] }) {
    const { t } = useTexts();
    if (items.length === 0) return <Nothing text={t('overview.attention.nothing')} />;
    const worstFirst = [...items].sort((one, other) => rank(one) - rank(other));
    return (
        <ul className="attention">
            {worstFirst.map((item) => (
                <li key={`${item.kind}/${item.name}/${item.code ?? ''}/${item.what}`}>
                    <Flex gap={8} align="center" wrap>
                        <Tag color={item.severity === 'error' ? 'error' : 'warning'}>
                            {t(`severity.${item.severity}`)}
                        </Tag>
                        <Link to={place(item)}>
                            {t(`kind.${item.kind}`)} {item.name}
                        </Link>
                        {item.since && (
                            <span className="weak">
                                · <Since at={item.since} />
                            </span>
                        )}
                    </Flex>
                    <div className="break">
                        {item.code && <Typography.Text code>{item.code}</Typography.Text>} {item.what}
                    </div>
                    {item.remedy && (
                        <div className="weak break">
                            {t('problem.remedy')}: {item.remedy}
                        </div>
                    )}
                </li>
            ))}
        </ul>
    );
}

function rank(item: Attention): number {
    return item.severity === 'error' ? 0 : 1;
}

/** For pipelines and channels the id is the channel's. */
function place(item: Attention): string {
    switch (item.kind) {
        case 'node':
            return '/nodes';
        case 'zookeeper':
            return '/zookeeper';
        case 'channel':
            return item.id === undefined ? '/channels' : `/channels/${item.id}`;
        case 'pipeline': {
            const [channel = '', ...rest] = item.name.split('/');
            const pipeline = encodeURIComponent(rest.join('/'));
            return `/pipelines/${encodeURIComponent(channel)}/${pipeline}`;
        }
    }
}

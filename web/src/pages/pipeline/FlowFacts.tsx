import { Descriptions } from 'antd';
import { Link } from 'react-router';
import type { LivePipeline } from '../../api/live-types';
import { number } from '../../domain/format';
import { useTexts } from '../../i18n';
import { Since } from '../../ui/Moment';
import { StatePip } from '../../ui/StatePip';
import { Position } from './Position';

/** All that is known of a pipeline, in words. */
export function FlowFacts({ live }: { live: LivePipeline }) {
    const { t, language } = useTexts();
    return (
        <Descriptions
            column={{ xs: 1, sm: 2, lg: 4 }}
            items={[
                { key: 'run', label: t('flow.wanted'), children: <StatePip state={live.run} /> },
                { key: 'state', label: t('field.state'), children: <StatePip state={live.state} /> },
                {
                    key: 'since',
                    label: t('field.since'),
                    children: live.since ? <Since at={live.since} /> : '–',
                },
                {
                    key: 'reported',
                    label: t('flow.reported'),
                    children: live['reported-at'] ? <Since at={live['reported-at']} /> : '–',
                },
                {
                    key: 'node',
                    label: t('field.node'),
                    children: live.node ? (
                        <Link to="/nodes">{`${live.node.name} (nid ${live.node.nid})`}</Link>
                    ) : (
                        '–'
                    ),
                },
                { key: 'epoch', label: t('flow.epoch'), children: number(live.epoch, language) },
                { key: 'position', label: t('field.position'), children: <Position at={live.position} /> },
                { key: 'number', label: t('flow.number'), children: live.number ?? '–' },
                {
                    key: 'rows',
                    label: t('flow.rows-applied'),
                    children: number(live['rows-applied'], language),
                },
                {
                    key: 'transactions',
                    label: t('flow.transactions-applied'),
                    children: number(live['transactions-applied'], language),
                },
                {
                    key: 'tried-alone',
                    label: t('flow.tried-alone'),
                    children: number(live['tried-alone'], language),
                },
                { key: 'retries', label: t('flow.retries'), children: number(live.retries, language) },
                {
                    key: 'quarantined',
                    label: t('flow.quarantined'),
                    children: number(live.quarantined, language),
                },
            ]}
        />
    );
}

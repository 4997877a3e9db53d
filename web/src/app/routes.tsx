import { createBrowserRouter, Navigate } from 'react-router';
import type { RouteObject } from 'react-router';
import { Broken, Waiting } from './Broken';
import { LoginPage } from '../pages/login/LoginPage';

/** The map of the site. Pages are loaded when they are wanted. */
const pages: RouteObject[] = [
    {
        index: true,
        lazy: async () => ({ Component: (await import('../pages/overview/OverviewPage')).OverviewPage }),
    },
    {
        path: 'channels',
        lazy: async () => ({ Component: (await import('../pages/channels/ChannelsPage')).ChannelsPage }),
    },
    {
        path: 'channels/new',
        lazy: async () => ({ Component: (await import('../pages/wizard/WizardPage')).WizardPage }),
    },
    {
        path: 'channels/:id',
        lazy: async () => ({ Component: (await import('../pages/channel/ChannelPage')).ChannelPage }),
    },
    {
        path: 'channels/:id/pipelines/:pipeline',
        lazy: async () => ({ Component: (await import('../pages/pipeline/PipelinePage')).PipelinePage }),
    },
    {
        path: 'pipelines/:channel/:pipeline',
        lazy: async () => ({ Component: (await import('../pages/pipeline/ByNamePage')).ByNamePage }),
    },
    {
        path: 'data-sources',
        lazy: async () => ({ Component: (await import('../pages/endpoints/EndpointsPage')).EndpointsPage }),
    },
    {
        path: 'tables',
        lazy: async () => ({ Component: (await import('../pages/tables/TablesPage')).TablesPage }),
    },
    {
        path: 'canals',
        lazy: async () => ({ Component: (await import('../pages/canals/CanalsPage')).CanalsPage }),
    },
    {
        path: 'failover-groups',
        lazy: async () => ({ Component: (await import('../pages/failover/FailoverPage')).FailoverPage }),
    },
    {
        path: 'nodes',
        lazy: async () => ({ Component: (await import('../pages/nodes/NodesPage')).NodesPage }),
    },
    {
        path: 'zookeeper',
        lazy: async () => ({ Component: (await import('../pages/zookeeper/ZooKeeperPage')).ZooKeeperPage }),
    },
    {
        path: 'alarm-rules',
        lazy: async () => ({ Component: (await import('../pages/alarms/AlarmRulesPage')).AlarmRulesPage }),
    },
    {
        path: 'log-records',
        lazy: async () => ({ Component: (await import('../pages/records/LogRecordsPage')).LogRecordsPage }),
    },
    {
        path: 'audit',
        lazy: async () => ({ Component: (await import('../pages/records/AuditPage')).AuditPage }),
    },
    {
        path: 'users',
        lazy: async () => ({ Component: (await import('../pages/users/UsersPage')).UsersPage }),
    },
    {
        path: 'system',
        lazy: async () => ({ Component: (await import('../pages/system/SystemPage')).SystemPage }),
    },
    {
        path: 'tokens',
        lazy: async () => ({ Component: (await import('../pages/tokens/TokensPage')).TokensPage }),
    },
    {
        path: 'password',
        lazy: async () => ({ Component: (await import('../pages/login/PasswordPage')).PasswordPage }),
    },
    {
        path: 'help',
        lazy: async () => ({ Component: (await import('../pages/help/HelpPage')).HelpPage }),
    },
    { path: '*', element: <Navigate to="/" replace /> },
];

export const router = createBrowserRouter([
    { path: '/login.htm', Component: LoginPage, ErrorBoundary: Broken },
    { path: '/login', Component: LoginPage, ErrorBoundary: Broken },
    {
        path: '/',
        lazy: async () => ({ Component: (await import('./Shell')).Shell }),
        HydrateFallback: Waiting,
        ErrorBoundary: Broken,
        children: [{ ErrorBoundary: Broken, children: pages }],
    },
]);

// Grafana loads plugins with SystemJS; these three add it, AMD and named modules to the window, in this order.
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import 'systemjs/dist/extras/named-register.js';

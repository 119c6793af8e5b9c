import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/**
 * One node of OpenSearch 2 or 3 out of the jars on the class path; its settings are arguments, name=value.
 *
 * It ends with the process whose number is given as owner=NUMBER, however that ends.
 */
public final class SearchNode extends Node {
    private static final boolean IS_2 = Version.CURRENT.major < 3;
    private static final String[] PLUGINS = {
        "org.opensearch.transport.Netty4" + (IS_2 ? "" : "Module") + "Plugin",
        "org.opensearch.analysis.common.CommonAnalysis" + (IS_2 ? "" : "Module") + "Plugin",
    };

    // OpenSearch 2 wants classes of plugins here and OpenSearch 3 descriptions; the constructor is the same.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private SearchNode(Environment environment) throws ReflectiveOperationException {
        super(environment, (Collection) plugins(), false);
    }

    private static List<Object> plugins() throws ReflectiveOperationException {
        List<Object> found = new ArrayList<>();
        for (String name : PLUGINS) {
            found.add(IS_2 ? Class.forName(name) : description(name));
        }
        return found;
    }

    private static PluginInfo description(String name) throws ReflectiveOperationException {
        String version = Version.CURRENT.toString();
        String java = System.getProperty("java.specification.version");
        return PluginInfo.class
            .getConstructor(
                String.class, String.class, String.class, Version.class, String.class, String.class,
                String.class, List.class, boolean.class)
            .newInstance(name, "", version, Version.CURRENT, java, name, null, List.of(), false);
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        long owner = Long.parseLong(settings.remove("owner"));
        Path config = Path.of(settings.get("path.home"), "config");
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            Settings.EMPTY, settings, config, () -> settings.get("node.name"));
        SearchNode node = new SearchNode(environment);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
            stopped.countDown();
        }));
        node.start();
        ProcessHandle.of(owner).ifPresentOrElse(
            process -> process.onExit().thenRun(() -> System.exit(0)), () -> System.exit(0));
        stopped.await();
    }
}

// Lucene's SynonymGraphFilter at the start line; speaks as rust/src/race.rs does. Usage: java Synonyms FOLDER LIST
//
// Its words are those of rust/src/classes.rs; the longest match from the left on. Each key has the same synonym, and where that comes out
// of the filter a key was found.

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.analysis.util.CharTokenizer;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;

final class Synonyms {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        byte[] classes = Files.readAllBytes(folder.resolve("classes.bin"));
        String[] texts = Files.readString(folder.resolve("folded.txt")).split("\0");
        String[] keys = Files.readString(folder.resolve("keys-" + args[1] + ".txt")).split("\n");

        double begun = seconds();
        Analyzer words = analyzer(classes, null);
        SynonymMap.Builder builder = new SynonymMap.Builder(true);
        CharsRef found = new CharsRef("\u0001");
        for (String key : keys) {
            CharsRef input = input(words, key);
            if (input.length > 0) {
                builder.add(input, found, false);
            }
        }
        Analyzer analyzer = analyzer(classes, builder.build());
        System.out.printf("{\"build_s\": %f, \"version\": \"%s\"}%n", seconds() - begun, version());

        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int count = Math.min(Integer.parseInt(line.strip()), texts.length);
            begun = seconds();
            long matches = 0;
            for (int number = 0; number < count; number++) {
                matches += count(analyzer, texts[number]);
            }
            System.out.printf("{\"seconds\": %f, \"found\": %d}%n", seconds() - begun, matches);
        }
    }

    /** Cuts texts into words; with a map, the synonyms stand in place of what they are for. */
    private static Analyzer analyzer(byte[] classes, SynonymMap map) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer tokenizer = CharTokenizer.fromTokenCharPredicate(point -> classes[point] != 0);
                TokenStream stream = map == null ? tokenizer : new SynonymGraphFilter(tokenizer, map, false);
                return new TokenStreamComponents(tokenizer, stream);
            }
        };
    }

    /** The words of a key, as a map wants them. */
    private static CharsRef input(Analyzer words, String key) throws Exception {
        CharsRefBuilder input = new CharsRefBuilder();
        try (TokenStream stream = words.tokenStream("", key)) {
            var term = stream.addAttribute(org.apache.lucene.analysis.tokenattributes.CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (input.length() > 0) {
                    input.append(SynonymMap.WORD_SEPARATOR);
                }
                input.append(term.buffer(), 0, term.length());
            }
            stream.end();
        }
        return input.toCharsRef();
    }

    private static long count(Analyzer analyzer, String text) throws Exception {
        long matches = 0;
        try (TokenStream stream = analyzer.tokenStream("", new StringReader(text))) {
            TypeAttribute type = stream.addAttribute(TypeAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (type.type().equals(SynonymGraphFilter.TYPE_SYNONYM)) {
                    matches++;
                }
            }
            stream.end();
        }
        return matches;
    }

    /** Processor time of this process, the compiler and the collector included. */
    private static double seconds() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static String version() {
        return org.apache.lucene.util.Version.LATEST.toString();
    }
}

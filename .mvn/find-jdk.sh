# Sourced by ./mvnw and ./sluice: points JAVA_HOME at a JDK 25 or newer, wherever it is, or ends with one line that says what to install.
# Order: SLUICE_JAVA_HOME, JAVA_HOME, the java on PATH, the usual places of Linux, macOS, SDKMAN, asdf, mise, jabba and Maven toolchains.

sluice_jdk_feature() { # prints the feature number of the JDK at $1, or nothing where there is no complete JDK
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
  fi
}

sluice_find_jdk() {
  sluice_path_java=""
  if command -v java >/dev/null 2>&1; then
    sluice_path_java=$(readlink -f "$(command -v java)" 2>/dev/null || command -v java)
    sluice_path_java=${sluice_path_java%/bin/java}
  fi
  for sluice_jdk in "${SLUICE_JAVA_HOME:-}" "${JAVA_HOME:-}" "$sluice_path_java" \
    /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/openjdk-* /usr/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
    "$HOME"/.jabba/jdk/* "$HOME"/.jdks/* "$HOME"/.jdk/*; do
    [ -n "$sluice_jdk" ] || continue
    sluice_feature=$(sluice_jdk_feature "$sluice_jdk")
    if [ -n "$sluice_feature" ] && [ "$sluice_feature" -ge 25 ] 2>/dev/null; then
      JAVA_HOME=$sluice_jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "sluice: no JDK 25 or newer found; install one (for example 'apt install temurin-25-jdk' or https://adoptium.net) or set SLUICE_JAVA_HOME" >&2
  return 1
}

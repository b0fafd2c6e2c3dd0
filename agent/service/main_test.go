package service_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sarsen/agent/config"
	"sarsen/agent/service"
	"sarsen/crawlers/documents/all"
	"sarsen/crawlers/program"
	"sarsen/crawlers/worker"
)

// workerArg makes the test's own program read documents.
const workerArg = "worker-process"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == workerArg {
		if program.Is() {
			_ = program.Main() // returns only when it failed
			os.Exit(1)
		}
		if worker.Main(context.Background(), all.New()) != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// open opens a service on the configuration in dir/sarsen.yaml.
func open(t *testing.T, dir string) *service.Service {
	t.Helper()
	cfg, err := config.Load(filepath.Join(dir, "sarsen.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	svc, err := service.Open(t.Context(), cfg, service.Options{What: "test", Now: time.Now, Worker: service.Self(workerArg)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := svc.Close(); err != nil {
			t.Error(err)
		}
	})
	return svc
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

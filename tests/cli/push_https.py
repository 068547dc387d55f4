"""An HTTPS server for the tests of push: git-http-backend below a folder, behind a token; /elsewhere/ leads to another address. Ends with its parent.
Usage: push_https.py ROOT CERT KEY TOKEN PORTFILE LOG"""
import base64, http.server, os, ssl, subprocess, sys, threading, time

root, cert, key, token, portfile, log = sys.argv[1:7]

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *a):
        pass

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        out = b""
        while True:
            n = int(self.rfile.readline().split(b";")[0], 16)
            out += self.rfile.read(n)
            self.rfile.readline()
            if n == 0:
                return out

    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for k, v in headers:
            self.send_header(k, v)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve(self):
        body = self.body()
        given = self.headers.get("Authorization", "")
        with open(log, "a") as f:
            f.write("%s %s %s\n" % (self.command, self.path, "with credentials" if given else "without"))
        path, _, query = self.path.partition("?")
        if path.startswith("/elsewhere/"):
            return self.answer(302, [("Location", "https://127.0.0.1:1" + self.path[10:])])
        if not given.startswith("Basic ") or base64.b64decode(given[6:]).decode().partition(":")[2] != token:
            return self.answer(401, [("WWW-Authenticate", 'Basic realm="git"')])
        env = dict(os.environ, GIT_PROJECT_ROOT=root, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path, QUERY_STRING=query,
            REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get("Content-Type", ""), CONTENT_LENGTH=str(len(body)),
            REMOTE_USER="tester", REMOTE_ADDR="127.0.0.1")
        done = subprocess.run(["git", "http-backend"], input=body, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        head, _, rest = done.stdout.partition(b"\r\n\r\n")
        lines = [l.split(": ", 1) for l in head.decode().split("\r\n") if ": " in l]
        status = next((int(v.split()[0]) for k, v in lines if k == "Status"), 200)
        self.answer(status, [(k, v) for k, v in lines if k != "Status"], rest)

    do_GET = do_POST = serve

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
with open(portfile + ".new", "w") as f:
    f.write(str(server.server_address[1]))
os.rename(portfile + ".new", portfile)
parent = os.getppid()
while os.getppid() == parent:
    time.sleep(0.5)
